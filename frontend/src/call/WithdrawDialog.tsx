import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { Dialog } from "../design/Dialog";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { EraseElsewhere } from "./EraseElsewhere";
import type { OwnPart } from "./ownPart";

/** Taking the consent back: nothing is sent from the moment this opens. */
export function WithdrawDialog({ part, onClose }: { part: OwnPart; onClose: () => void }) {
  const failed = useSignal(false);
  const busy = useSignal(false);
  const here = part.allowedHere.value;
  useEffect(() => {
    part.held.value = true;
    return () => {
      part.held.value = false;
    };
  }, [part]);
  const withdraw = async (erase: boolean) => {
    // Said twice it would be recorded twice.
    if (busy.value) return;
    busy.value = true;
    failed.value = false;
    const done = await part.withdraw(erase);
    busy.value = false;
    if (done) onClose();
    else failed.value = true;
  };
  return (
    <Dialog title={t("Withdraw your consent?")} onClose={onClose}>
      <p>
        {here
          ? t("The analysis has stopped. What should happen to the labels recorded so far?")
          : t(
              "The analysis of your other camera stops with it. What should happen to the labels recorded so far?",
            )}
      </p>
      {failed.value ? (
        <Notice tone="bad">
          {t("That did not reach the server. Check your connection and try again.")}
        </Notice>
      ) : null}
      <div class="choices">
        <button type="button" class="button big" onClick={() => void withdraw(false)}>
          {t("Withdraw and keep them")}
        </button>
        {part.participation.value?.may_erase ? (
          <button type="button" class="button big" onClick={() => void withdraw(true)}>
            {t("Withdraw and erase them")}
          </button>
        ) : (
          <EraseElsewhere />
        )}
        <button type="button" class="button plain" onClick={onClose}>
          {here ? t("Go on with the analysis") : t("Keep the consent")}
        </button>
      </div>
    </Dialog>
  );
}
