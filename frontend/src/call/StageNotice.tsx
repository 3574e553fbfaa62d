import { Icon } from "../design/Icon";
import { StopButtons } from "./AnalysisControls";
import type { OwnPart } from "./ownPart";
import { situationOf } from "./Situation";

/**
 * The notice and the ways to stop, on the stage itself: full screen, it covers the side on which
 * they stand otherwise, and nobody may be looked at without seeing that and how to end it.
 */
export function StageNotice({ part }: { part: OwnPart }) {
  if (!part.allowedHere.value) return null;
  const { icon, title } = situationOf(part);
  return (
    <div class="stage-notice">
      <p>
        <Icon name={icon} size={20} />
        {title}
      </p>
      <StopButtons part={part} look="small on-stage" />
    </div>
  );
}
