import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { dropMarker } from "../api/consultations";
import { serverClock } from "../clock";
import type { DashboardStore } from "../dashboard/store";
import { t } from "../i18n";
import { clock, clockSeconds } from "../words/times";

interface NotesCardProps {
  id: string;
  store: DashboardStore;
}

/** Moments and notes. M marks the moment it is pressed; the words may come later. */
export function NotesCard({ id, store }: NotesCardProps) {
  const field = useRef<HTMLInputElement>(null);
  const at = useSignal<number | null>(null);
  const problem = useSignal(false);
  useMarkKey(() => {
    at.value = serverClock.now();
    field.current?.focus();
  });

  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? "";
    if (!text && at.value === null) return;
    try {
      store.takeMarkers([await dropMarker(id, text, at.value ?? serverClock.now())]);
      if (field.current) field.current.value = "";
      at.value = null;
      problem.value = false;
    } catch {
      // The words stay in the field for another try.
      problem.value = true;
    }
  };

  return (
    <section class="card notes-card" aria-labelledby="notes-title">
      <div class="card-head">
        <h2 id="notes-title">{t("Notes")}</h2>
        <span class="tiny">
          <PressKey name="M" />
        </span>
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
            event.currentTarget.value = "";
            event.currentTarget.blur();
            at.value = null;
          }}
        />
      </form>
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {t("The note was not stored. Press Enter to try again.")}
        </p>
      ) : null}
      <NoteList store={store} />
    </section>
  );
}

/** The sentence around a key, in the order that the language wants. */
function PressKey({ name }: { name: string }) {
  const place = "\u0000";
  const [before, after] = t("Press %(key)s to mark this moment", { key: place }).split(place);
  return (
    <>
      {before}
      <kbd>{name}</kbd>
      {after}
    </>
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

/** M anywhere on the page, except where somebody is typing. */
function useMarkKey(mark: () => void): void {
  const latest = useRef(mark);
  latest.current = mark;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest("input, textarea, select, dialog");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      // The key's place, so that it works under a Ukrainian layout too.
      if (event.code !== "KeyM") return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
