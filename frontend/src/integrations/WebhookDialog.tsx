import { Field } from "../accounts/Field";
import { FormDialog } from "../accounts/FormDialog";
import { useAsking } from "../accounts/useAsking";
import { addWebhook } from "../api/integrations";
import type { WebhookEvent } from "../api/types";
import { formText } from "../design/formText";
import { t } from "../i18n";
import { Checks, checked } from "./Checks";
import { EVENTS, eventName } from "./words";

interface WebhookDialogProps {
  onAdded: () => Promise<void>;
  onClose: () => void;
}

/** Add an address that is told what happened. */
export function WebhookDialog({ onAdded, onClose }: WebhookDialogProps) {
  const asking = useAsking();
  const send = async (form: FormData) => {
    const added = await asking.ask(async () => {
      await addWebhook(formText(form, "url"), checked<WebhookEvent>(form, "events"));
    });
    if (!added) return;
    await onAdded();
    onClose();
  };
  return (
    <FormDialog
      title={t("Add a webhook")}
      asking={asking}
      send={t("Add")}
      onSend={send}
      onClose={onClose}
    >
      <Field
        label={t("Address")}
        name="url"
        autocomplete="off"
        hint={t("Begins with https:// and lies on the public internet.")}
        error={asking.fields.value.url}
        autofocus
      />
      <Checks
        legend={t("What it is told")}
        name="events"
        options={EVENTS.map((value) => ({ value, words: eventName(value) }))}
        error={asking.fields.value.events}
      />
    </FormDialog>
  );
}
