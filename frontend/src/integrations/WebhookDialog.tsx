import { Field } from "../accounts/Field";
import { useAsking } from "../accounts/useAsking";
import { addWebhook } from "../api/integrations";
import type { WebhookEvent } from "../api/types";
import { Dialog } from "../design/Dialog";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { Checks, checked } from "./Checks";
import { EVENTS, eventName } from "./words";

interface WebhookDialogProps {
  onAdded: () => Promise<void>;
  onClose: () => void;
}

/** Add an address that is told what happened. */
export function WebhookDialog({ onAdded, onClose }: WebhookDialogProps) {
  const { busy, problem, fields, ask } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const added = await ask(async () => {
      await addWebhook(formText(form, "url"), checked<WebhookEvent>(form, "events"));
    });
    if (!added) return;
    await onAdded();
    onClose();
  };
  return (
    <Dialog title={t("Add a webhook")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
        <Field
          label={t("Address")}
          name="url"
          autocomplete="off"
          hint={t("Begins with https:// and lies on the public internet.")}
          error={fields.value.url}
          autofocus
        />
        <Checks
          legend={t("What it is told")}
          name="events"
          options={EVENTS.map((value) => ({ value, words: eventName(value) }))}
          error={fields.value.events}
        />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t("Cancel")}
          </button>
          <button class="button primary" disabled={busy.value}>
            {t("Add")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
