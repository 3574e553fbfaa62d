import { useSignal } from "@preact/signals";

import { Field } from "../accounts/Field";
import { useAsking } from "../accounts/useAsking";
import { makeKey } from "../api/integrations";
import type { Scope } from "../api/types";
import { CopyField } from "../design/CopyLink";
import { Dialog } from "../design/Dialog";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { Checks, checked } from "./Checks";
import { SCOPES, scopeName } from "./words";

interface KeyDialogProps {
  onMade: () => Promise<void>;
  onClose: () => void;
}

/** Make a key; its secret is shown here, once. */
export function KeyDialog({ onMade, onClose }: KeyDialogProps) {
  const secret = useSignal("");
  const { busy, problem, fields, ask } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const made = await ask(async () => {
      const key = await makeKey(formText(form, "name"), checked<Scope>(form, "scopes"));
      secret.value = key.secret;
    });
    if (made) await onMade();
  };
  if (secret.value) {
    return (
      <Dialog title={t("Copy the key now")} onClose={onClose}>
        <p>{t("It is shown this once. Keep it where your program reads its passwords.")}</p>
        <CopyField url={secret.value} label={t("API key")} />
        <div class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {t("Done")}
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t("Make an API key")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
        <Field
          label={t("What it is for")}
          name="name"
          autocomplete="off"
          maxLength={50}
          error={fields.value.name}
          autofocus
        />
        <Checks
          legend={t("What it may read")}
          name="scopes"
          options={SCOPES.map((value) => ({ value, words: scopeName(value) }))}
          error={fields.value.scopes}
        />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t("Cancel")}
          </button>
          <button class="button primary" disabled={busy.value}>
            {t("Make the key")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
