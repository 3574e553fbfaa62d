import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

import { addApp, APP_PICTURE, newAppSecret } from "../api/account";
import { Dialog } from "../design/Dialog";
import { Notice, Waiting } from "../design/Notice";
import { t } from "../i18n";
import { codeIn } from "./codeIn";
import { Field } from "./Field";
import { useAsking } from "./useAsking";
import { vouched } from "./Vouching";

interface AppDialogProps {
  onClose: () => void;
  onAdded: () => Promise<void>;
}

/** Scan, type the code, done. */
export function AppDialog({ onClose, onAdded }: AppDialogProps) {
  const secret = useSignal("");
  // Another address for each secret, and the same one at every drawing.
  const [picture] = useState(() => `${APP_PICTURE}?${Date.now()}`);
  const { busy, problem, fields, ask } = useAsking();
  useEffect(() => {
    void ask(async () => {
      secret.value = await newAppSecret();
    });
  }, [ask, secret]);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    if (await ask(() => vouched(() => addApp(codeIn(form))))) await onAdded();
  };
  return (
    <Dialog title={t("Set up an authenticator app")} onClose={onClose}>
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      {secret.value ? (
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <p class="quiet">
            {t("Scan this with an app such as Aegis, 2FAS, Google Authenticator or 1Password.")}
          </p>
          <img
            class="app-picture"
            src={picture}
            width={200}
            height={200}
            alt={t("QR code for the app. The same as text stands below.")}
          />
          <p class="tiny">
            {t("Or type this into the app:")} <code class="secret">{inFours(secret.value)}</code>
          </p>
          <Field
            label={t("Code that the app shows")}
            name="code"
            autocomplete="one-time-code"
            inputMode="numeric"
            error={fields.value.code}
          />
          <div class="dialog-foot">
            <button type="button" class="button" onClick={onClose}>
              {t("Cancel")}
            </button>
            <button class="button primary" disabled={busy.value}>
              {t("Switch it on")}
            </button>
          </div>
        </form>
      ) : problem.value ? null : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </Dialog>
  );
}

/** Groups are easier to type. */
function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
