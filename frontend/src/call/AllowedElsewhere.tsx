import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";

import { Icon } from "../design/Icon";
import { useFocusWithin } from "../design/useFocusWithin";
import { t } from "../i18n";
import { ConsentWords } from "../invite/ConsentWords";
import type { OwnPart } from "./ownPart";
import { WithdrawDialog } from "./WithdrawDialog";

/**
 * The analysis was allowed in another window or on another device: that was a yes to another
 * camera, so this one stays off until it is allowed here.
 */
export function AllowedElsewhere({ part }: { part: OwnPart }) {
  const declined = useSignal(false);
  const withdrawing = useSignal(false);
  const section = useRef<HTMLElement>(null);
  useFocusWithin(section);
  const text = part.participation.value?.consent_text;
  if (!text) return null;
  return (
    <section ref={section} tabIndex={-1} class="card roomy stack not-analysed">
      <div class="notice calm" role="status">
        <Icon name="cameraOff" size={22} />
        <div>
          <strong>{t("The analysis was allowed in another window or on another device")}</strong>
          <div>
            {part.callHere.value
              ? t("Your camera is used for the call only. No software looks at it.")
              : t("Your camera is not used on this page.")}
          </div>
        </div>
      </div>
      {declined.value ? null : (
        <>
          <h2>{t("Allow analysis here, too?")}</h2>
          <ConsentWords consent={text} />
        </>
      )}
      <div class="decision">
        <button type="button" class="button big" onClick={() => void part.decide("granted")}>
          {t("Allow analysis here")}
        </button>
        {declined.value ? null : (
          <button type="button" class="button big" onClick={() => (declined.value = true)}>
            {part.callHere.value ? t("Not on this device") : t("Leave the camera off here")}
          </button>
        )}
      </div>
      <div>
        <button type="button" class="button" onClick={() => (withdrawing.value = true)}>
          {t("Withdraw consent")}
        </button>
      </div>
      {withdrawing.value ? (
        <WithdrawDialog part={part} onClose={() => (withdrawing.value = false)} />
      ) : null}
    </section>
  );
}
