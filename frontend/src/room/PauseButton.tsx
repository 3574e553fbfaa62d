import { Icon } from "../design/Icon";
import { t } from "../i18n";
import type { Room } from "./room";

interface PauseButtonProps {
  room: Room;
  /** Further classes of the button. */
  look: string;
}

/** Hold the analysis, or end one's own pause: the client's stays the client's. */
export function PauseButton({ room, look }: PauseButtonProps) {
  const client = room.store.client.value;
  const byMe = client?.paused_by_counsellor ?? false;
  // A camera that is away for a moment may be held before it comes back; one that never was, not.
  const begun = room.store.clientCamera.value || room.store.latest.value !== null;
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-pressed={byMe}
      disabled={client?.consent !== "granted" || !client.analysis_offered || !(begun || byMe)}
      onClick={() => void room.pause(!byMe)}
    >
      <Icon name={byMe ? "play" : "pause"} size={16} />
      {byMe ? t("Resume analysis") : t("Pause analysis")}
    </button>
  );
}
