import { t } from "../i18n";
import { clockSeconds } from "../words/times";
import type { Connection } from "./connection";
import { PauseButton } from "./PauseButton";
import type { Room } from "./room";

/**
 * What the bar says, on the stage itself: full screen covers the bar, and whoever looks at a client
 * whose expressions are labelled must see that they are, and be able to stop it.
 */
export function FullNotice({ room, state }: { room: Room; state: Connection }) {
  const marked = room.draft.kept.value;
  const client = room.store.client.value;
  return (
    <div class="stage-notice">
      <p>
        <i class={`dot ${state.dot} ${state.analysing ? "pulse" : ""}`} aria-hidden="true" />
        {state.words}
      </p>
      {client?.consent === "granted" && client.analysis_offered ? (
        <PauseButton room={room} look="small on-stage" />
      ) : null}
      {room.problem.value ? <span>{t("That did not work. Try again.")}</span> : null}
      {marked ? <span>{t("Kept for %(time)s", { time: clockSeconds(marked.at) })}</span> : null}
    </div>
  );
}
