import { useSignal } from "@preact/signals";

import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { notOfferedWords } from "../words/closing";
import { notLookedAtWords } from "./NotAnalysed";
import type { OwnPart } from "./ownPart";
import { WithdrawDialog } from "./WithdrawDialog";

/** The room where the practice's policy has the analysis off: nobody is asked about it. */
export function NotOffered({ part }: { part: OwnPart }) {
  const withdrawing = useSignal(false);
  return (
    <section class="card roomy stack not-analysed">
      <div class="notice calm" role="status">
        <Icon name="cameraOff" size={22} />
        <div>
          <h2 class="notice-title">{notOfferedWords()}</h2>
          <div>{notLookedAtWords(part.callHere.value)}</div>
        </div>
      </div>
      <p>{t("Your consultation goes on as planned. You can leave this page open.")}</p>
      {part.participation.value?.consent === "granted" ? (
        // It was switched off after a yes: what was said and labelled stays the client's to end.
        <div>
          <button type="button" class="button" onClick={() => (withdrawing.value = true)}>
            <Icon name="stop" />
            {t("Withdraw consent")}
          </button>
        </div>
      ) : null}
      {withdrawing.value ? (
        <WithdrawDialog part={part} onClose={() => (withdrawing.value = false)} />
      ) : null}
    </section>
  );
}
