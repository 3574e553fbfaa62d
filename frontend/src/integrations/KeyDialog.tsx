import { useSignal } from "@preact/signals";

import { Field } from "../accounts/Field";
import { FormDialog } from "../accounts/FormDialog";
import { useAsking } from "../accounts/useAsking";
import { makeKey } from "../api/integrations";
import type { Scope } from "../api/types";
import { CopyField } from "../design/CopyLink";
import { DoneDialog } from "../design/DoneDialog";
import { formText } from "../design/formText";
import { t } from "../i18n";
import { Checks, checked } from "./Checks";
import { SCOPES, scopeName } from "./words";

/** Characters of a key's name. */
const LONGEST_NAME = 50;

interface KeyDialogProps {
  onMade: () => Promise<void>;
  onClose: () => void;
}

/** Make a key; its secret is shown here, once. */
export function KeyDialog({ onMade, onClose }: KeyDialogProps) {
  const secret = useSignal("");
  const asking = useAsking();
  const send = async (form: FormData) => {
    const made = await asking.ask(async () => {
      const key = await makeKey(formText(form, "name"), checked<Scope>(form, "scopes"));
      secret.value = key.secret;
    });
    if (made) await onMade();
  };
  if (secret.value) {
    return (
      <DoneDialog title={t("Copy the key now")} onClose={onClose}>
        <p>{t("It is shown this once. Keep it where your program reads its passwords.")}</p>
        <CopyField url={secret.value} label={t("API key")} />
      </DoneDialog>
    );
  }
  return (
    <FormDialog
      title={t("Make an API key")}
      asking={asking}
      send={t("Make the key")}
      onSend={send}
      onClose={onClose}
    >
      <Field
        label={t("What it is for")}
        name="name"
        autocomplete="off"
        most={LONGEST_NAME}
        error={asking.fields.value.name}
        autofocus
      />
      <Checks
        legend={t("What it may read")}
        name="scopes"
        options={SCOPES.map((value) => ({ value, words: scopeName(value) }))}
        error={asking.fields.value.scopes}
      />
    </FormDialog>
  );
}
