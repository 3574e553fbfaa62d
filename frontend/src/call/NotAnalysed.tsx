import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { Dialog } from "../design/Dialog";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { ConsentWords } from "../invite/ConsentWords";
import type { OwnPart } from "./ownPart";

/** The room of a client who said no: calm, complete, and with the way back. */
export function NotAnalysed({ part }: { part: OwnPart }) {
  const asking = useSignal(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!part.withdrewHere) return;
    part.withdrewHere = false;
    // The button that led here is gone, and the focus with it.
    const show = () => title.current?.focus();
    // A full screen would cover this, and takes the focus with it when it goes.
    if (document.fullscreenElement) document.exitFullscreen().then(show, show);
    else show();
  }, [part]);
  const participation = part.participation.value;
  if (!participation) return null;
  const withdrew = participation.consent === "withdrawn";
  return (
    <section class="card roomy stack not-analysed">
      <div class="notice calm" role="status">
        <Icon name="cameraOff" size={22} />
        <div>
          <h2 ref={title} tabIndex={-1} class="notice-title">
            {t("Nothing is analysed")}
          </h2>
          <div>
            {withdrew ? withdrewWords(part.callHere.value) : refusedWords(part.callHere.value)}
          </div>
        </div>
      </div>
      <p>{t("Your consultation goes on as planned. You can leave this page open.")}</p>
      <div>
        <button type="button" class="button" onClick={() => (asking.value = true)}>
          {t("Allow analysis after all")}
        </button>
      </div>
      {asking.value ? (
        <Dialog title={t("Allow analysis?")} onClose={() => (asking.value = false)}>
          <ConsentWords consent={participation.consent_text} />
          <div class="dialog-foot">
            <button type="button" class="button" onClick={() => (asking.value = false)}>
              {t("Continue without analysis")}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                asking.value = false;
                void part.decide("granted");
              }}
            >
              {t("Allow analysis")}
            </button>
          </div>
        </Dialog>
      ) : null}
    </section>
  );
}

function withdrewWords(callHere: boolean): string {
  return callHere
    ? t("You withdrew your consent. The call goes on without analysis.")
    : t("You withdrew your consent. Your camera is off on this page.");
}

function refusedWords(callHere: boolean): string {
  return callHere
    ? notLookedAtWords(callHere)
    : t("You continue without analysis. Your camera is not used on this page.");
}

/** What becomes of the camera where the client decided nothing about it. */
export function notLookedAtWords(callHere: boolean): string {
  return callHere
    ? t("Your camera is used for the call only. No software looks at it.")
    : t("Your camera is not used on this page.");
}
