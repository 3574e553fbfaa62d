import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { removeMarker, rewordMarker } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { retriedAfterSignIn } from "../api/session";
import { Confirm } from "../design/Confirm";
import { Icon, type IconName } from "../design/Icon";
import { type TextElement, TextField } from "../design/TextField";
import { t } from "../i18n";
import type { Marker } from "../wire";
import { clock, clockSeconds } from "../words/times";
import type { DashboardStore } from "../dashboard/store";
import { LONGEST_NOTE } from "./noteDraft";

export interface NotesProps {
  id: string;
  store: DashboardStore;
  /** Show a note's moment on the charts. */
  onShow?: ((marker: Marker) => void) | undefined;
  /** A note is about to go, and the focus with it: put it elsewhere. */
  onRemoved: () => void;
}

interface NoteRowProps extends NotesProps {
  marker: Marker;
  chosen: boolean;
}

/** One note: shown on the chart, changed or taken away. */
export function NoteRow({ id, store, marker, chosen, onShow, onRemoved }: NoteRowProps) {
  const doing = useSignal<"change" | "remove" | null>(null);
  const problem = useSignal(false);
  const row = useRef<HTMLLIElement>(null);
  const pen = useFocusAfter(doing.value === "change");
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const step = async (action: () => Promise<void>) => {
    problem.value = false;
    try {
      await retriedAfterSignIn(action);
      doing.value = null;
    } catch (error) {
      const gone = error instanceof Refusal && error.status === 404;
      if (gone) store.forgetMarkers([marker.id]);
      else problem.value = true;
    }
  };
  const time = clockSeconds(marker.at);
  return (
    <li ref={row} class={chosen ? "chosen" : ""}>
      {onShow ? (
        <button
          type="button"
          class="note-time"
          aria-pressed={chosen}
          aria-label={t("Show %(time)s on the chart", { time })}
          onClick={() => onShow(marker)}
        >
          {clock(marker.at)}
        </button>
      ) : (
        <time class="note-time" dateTime={new Date(marker.at).toISOString()}>
          {clock(marker.at)}
        </time>
      )}
      {doing.value === "change" ? (
        <Rewording
          marker={marker}
          onKeep={(text) =>
            step(async () => store.takeMarkers([await rewordMarker(id, marker.id, text)]))
          }
          onLeave={() => (doing.value = null)}
        />
      ) : (
        <>
          <span class={`note-words ${marker.text ? "" : "quiet"}`}>
            {marker.text || t("marked moment")}
          </span>
          <span class="note-actions">
            <IconButton
              icon="pen"
              button={pen}
              label={t("Change the note of %(time)s", { time })}
              onPress={() => (doing.value = "change")}
            />
            <IconButton
              icon="bin"
              label={t("Delete the note of %(time)s", { time })}
              onPress={() => (doing.value = "remove")}
            />
          </span>
        </>
      )}
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {t("That did not work. Check your connection and try again.")}
        </p>
      ) : null}
      {doing.value === "remove" ? (
        <Removal
          marker={marker}
          onYes={() => {
            // First back to the row: what has the focus inside a dialog cannot give it away.
            doing.value = null;
            void step(async () => {
              await removeMarker(id, marker.id);
              onRemoved();
              store.forgetMarkers([marker.id]);
            });
          }}
          onNo={() => (doing.value = null)}
        />
      ) : null}
    </li>
  );
}

/** Where the focus goes when a field that took a button's place has gone. */
function useFocusAfter(field: boolean): RefObject<HTMLButtonElement> {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(field);
  useLayoutEffect(() => {
    if (before.current && !field) button.current?.focus();
    before.current = field;
  }, [field]);
  return button;
}

interface RemovalProps {
  marker: Marker;
  onYes: () => void;
  onNo: () => void;
}

function Removal({ marker, onYes, onNo }: RemovalProps) {
  const time = clockSeconds(marker.at);
  return (
    <Confirm
      title={t("Delete this note?")}
      yes={t("Delete")}
      no={t("Keep it")}
      {...{ onYes, onNo }}
    >
      {marker.text
        ? `${time} · ${marker.text}`
        : t("The marked moment %(time)s goes from the charts, too.", { time })}
    </Confirm>
  );
}

interface IconButtonProps {
  icon: IconName;
  button?: RefObject<HTMLButtonElement>;
  label: string;
  onPress: () => void;
}

function IconButton({ icon, button, label, onPress }: IconButtonProps) {
  return (
    <button
      {...(button ? { ref: button } : {})}
      type="button"
      class="button plain small icon-only"
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} size={16} />
    </button>
  );
}

interface RewordingProps {
  marker: Marker;
  onKeep: (text: string) => Promise<void>;
  onLeave: () => void;
}

function Rewording({ marker, onKeep, onLeave }: RewordingProps) {
  const field = useRef<TextElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keep = (event: SubmitEvent) => {
    event.preventDefault();
    void onKeep(field.current?.value.trim() ?? "");
  };
  return (
    <form class="note-form rewording" onSubmit={keep}>
      <TextField
        field={field}
        most={LONGEST_NOTE}
        label={t("Note of %(time)s", { time: clockSeconds(marker.at) })}
        defaultValue={marker.text}
        onKeyDown={(event) => {
          if (event.key === "Escape") onLeave();
        }}
      />
      <button class="button primary small">{t("Keep")}</button>
      <button type="button" class="button plain small" onClick={onLeave}>
        {t("Cancel")}
      </button>
    </form>
  );
}
