import { useSignal } from "@preact/signals";

import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { elapsed } from "../words/times";
import { type Connection, rateWords } from "./connection";
import { EndDialog } from "./EndDialog";
import { now } from "./now";
import { PauseButton } from "./PauseButton";
import type { Room } from "./room";

/** The room's own part of the bar: state, time, pause and end. */
export function RoomBar({ room, state }: { room: Room; state: Connection }) {
  const ending = useSignal(false);
  const { store } = room;
  const consultation = store.consultation.value;
  const since = consultation?.opened_at ? Date.parse(consultation.opened_at) : now.value;
  const busy = state.analysing ? rateWords(store.clientRate.value) : "";
  return (
    <>
      <strong class="room-name">{consultation?.client_name}</strong>
      <span class="chip room-state">
        <span class={`dot ${state.dot} ${state.analysing ? "pulse" : ""}`} aria-hidden="true" />
        <span>
          <span role="status">{state.words}</span>
          {state.detail ? <span class="quiet"> · {state.detail}</span> : null}
        </span>
      </span>
      {busy ? (
        <span class="tiny" title={busy}>
          <span class="room-slowed" aria-hidden="true">
            <Icon name="alert" size={15} />
            {t("slowed down")}
          </span>
          <span class="room-busy-words" role="status">
            {busy}
          </span>
        </span>
      ) : null}
      {room.problem.value ? (
        <span class="tiny problem" role="alert">
          {t("That did not work. Try again.")}
        </span>
      ) : null}
      <div class="row room-controls">
        <time class="quiet">
          {/* As the element's label it would be read in place of the time. */}
          <span class="visually-hidden">{t("Running time")}: </span>
          {elapsed((now.value - since) / 1000)}
        </time>
        <PauseButton room={room} look="small" />
        <button type="button" class="button small danger" onClick={() => (ending.value = true)}>
          {t("End")}
        </button>
      </div>
      {ending.value ? <EndDialog room={room} onClose={() => (ending.value = false)} /> : null}
    </>
  );
}
