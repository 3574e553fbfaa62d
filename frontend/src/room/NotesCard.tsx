import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { dropMarker } from "../api/consultations";
import { retriedAfterSignIn } from "../api/session";
import { serverClock } from "../clock";
import type { DashboardStore } from "../dashboard/store";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { clock, clockSeconds } from "../words/times";
import { markKeyOn, setMarkKey, useMarkKey } from "./markKey";

interface NotesCardProps {
  id: string;
  store: DashboardStore;
}

/** Moments and notes. Marking takes the time at once; the words may come later, or never. */
export function NotesCard({ id, store }: NotesCardProps) {
  const field = useRef<HTMLInputElement>(null);
  const at = useSignal<number | null>(null);
  const problem = useSignal(false);
  const kept = useSignal("");
  const mark = () => {
    at.value = serverClock.now();
    field.current?.focus();
  };
  useMarkKey(mark);

  const discard = () => {
    if (field.current) field.current.value = "";
    at.value = null;
    problem.value = false;
  };

  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    const moment = at.value;
    if (moment === null) return;
    try {
      store.takeMarkers([await retriedAfterSignIn(() => dropMarker(id, text, moment))]);
      discard();
      kept.value = t("Kept for %(time)s", { time: clockSeconds(moment) });
    } catch {
      // The words stay in the field for another try.
      problem.value = true;
    }
  };

  return (
    <section class="card notes-card" aria-labelledby="notes-title">
      <div class="card-head">
        <h2 id="notes-title">{t("Notes")}</h2>
        <button type="button" class="button small" onClick={mark}>
          <Icon name="flag" size={16} />
          {t("Mark this moment")}
        </button>
      </div>
      <form class="note-form" onSubmit={(event) => void keep(event)}>
        <input
          ref={field}
          class="input"
          maxLength={500}
          aria-label={t("Note")}
          placeholder={
            at.value === null
              ? t("Write a note, Enter keeps it")
              : t("Note for %(time)s, Enter keeps it", { time: clockSeconds(at.value) })
          }
          onInput={() => (at.value ??= serverClock.now())}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.currentTarget.blur();
            discard();
          }}
        />
        {at.value === null ? null : (
          <>
            <button class="button primary">{t("Keep")}</button>
            <button type="button" class="button plain" onClick={discard}>
              {t("Discard")}
            </button>
          </>
        )}
      </form>
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {t("The note was not stored. Check your connection and keep it again.")}
        </p>
      ) : null}
      <p class="visually-hidden" role="status">
        {kept.value}
      </p>
      <NoteList store={store} />
      <KeySwitch />
    </section>
  );
}

function KeySwitch() {
  const place = "\u0000";
  // The sentence around a key, in the order that the language wants.
  const [before, after] = t("The %(key)s key marks, too", { key: place }).split(place);
  return (
    <label class="key-switch tiny">
      <input
        type="checkbox"
        role="switch"
        checked={markKeyOn.value}
        onChange={(event) => setMarkKey(event.currentTarget.checked)}
      />
      <span>
        {before}
        <kbd>M</kbd>
        {after}
      </span>
    </label>
  );
}

function NoteList({ store }: { store: DashboardStore }) {
  const markers = store.markers.value;
  if (markers.length === 0) return null;
  return (
    <ol class="notes" aria-label={t("Notes so far, latest first")}>
      {[...markers].reverse().map((marker) => (
        <li key={marker.id}>
          <time dateTime={new Date(marker.at).toISOString()}>{clock(marker.at)}</time>
          <span>{marker.text || t("marked moment")}</span>
        </li>
      ))}
    </ol>
  );
}
