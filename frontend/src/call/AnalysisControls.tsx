import { useSignal } from "@preact/signals";

import { Icon } from "../design/Icon";
import { t } from "../i18n";
import type { OwnPart } from "./ownPart";
import { WithdrawDialog } from "./WithdrawDialog";

/** The ways to stop the analysis, for a while or for good. */
export function AnalysisControls({ part }: { part: OwnPart }) {
  return (
    <div class="card stack controls">
      <StopButtons part={part} look="big" />
      <p class="tiny">{t("Pausing or withdrawing changes nothing else in your consultation.")}</p>
    </div>
  );
}

interface StopButtonsProps {
  part: OwnPart;
  /** Further classes of the buttons. */
  look: string;
}

export function StopButtons({ part, look }: StopButtonsProps) {
  const withdrawing = useSignal(false);
  const pausedBy = part.socket.pausedBy.value;
  const byMe = pausedBy.includes("client");
  return (
    <>
      {part.stage.value === "open" ? (
        <button type="button" class={`button ${look}`} onClick={() => void part.pause(!byMe)}>
          <Icon name={byMe ? "play" : "pause"} />
          {pauseWords(byMe, pausedBy.includes("counsellor"))}
        </button>
      ) : null}
      <button type="button" class={`button ${look}`} onClick={() => (withdrawing.value = true)}>
        <Icon name="stop" />
        {t("Withdraw consent")}
      </button>
      {withdrawing.value ? (
        <WithdrawDialog part={part} onClose={() => (withdrawing.value = false)} />
      ) : null}
    </>
  );
}

/** What the button does, said so that nobody takes one side's pause for the other's. */
function pauseWords(byMe: boolean, byCounsellor: boolean): string {
  if (byMe) return byCounsellor ? t("End my own pause") : t("Resume analysis");
  return byCounsellor ? t("Pause it myself, too") : t("Pause analysis");
}
