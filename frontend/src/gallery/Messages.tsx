import { useSignal } from "@preact/signals";

import { Confirm } from "../design/Confirm";
import { Dialog } from "../design/Dialog";
import { Notice, type Tone, Waiting } from "../design/Notice";
import { t } from "../i18n";
import { Section } from "./Section";

const TONES: readonly Tone[] = ["plain", "calm", "warm", "bad"];

/** What the product says: notices, states in a chip, dialogs, and that it is at work. */
export function Messages() {
  const open = useSignal<"dialog" | "confirm" | null>(null);
  const close = () => (open.value = null);
  return (
    <Section title={t("Notices, states and dialogs")}>
      <div class="samples">
        {TONES.map((tone) => (
          <Notice key={tone} tone={tone} title={<code>{tone}</code>}>
            {t("Check your connection. Nothing that was stored is lost.")}
          </Notice>
        ))}
      </div>
      <div class="row wrap">
        {["on", "on pulse", "wait", "off"].map((look) => (
          <span key={look} class="chip">
            <span class={`dot ${look}`} aria-hidden="true" />
            <code>{look}</code>
          </span>
        ))}
      </div>
      <div class="row wrap">
        <button type="button" class="button" onClick={() => (open.value = "dialog")}>
          {t("Open a dialog")}
        </button>
        <button type="button" class="button" onClick={() => (open.value = "confirm")}>
          {t("Open a question")}
        </button>
      </div>
      <Waiting>{t("Loading…")}</Waiting>
      {open.value === "dialog" ? (
        <Dialog title={t("A dialog")} onClose={close}>
          <p>{t("It keeps the focus inside and gives it back after.")}</p>
          <div class="dialog-foot">
            <button type="button" class="button primary" onClick={close}>
              {t("Done")}
            </button>
          </div>
        </Dialog>
      ) : null}
      {open.value === "confirm" ? (
        <Confirm
          title={t("End the consultation?")}
          yes={t("End consultation")}
          no={t("Go on")}
          onYes={close}
          onNo={close}
        >
          {t("The client's camera stops at once, and the report is built.")}
        </Confirm>
      ) : null}
    </Section>
  );
}
