import { useSignal } from "@preact/signals";

import { changeClient, makeClient } from "../api/clients";
import { Refusal } from "../api/refusal";
import { retriedAfterSignIn } from "../api/session";
import type { Client, NewClient } from "../api/types";
import { Dialog } from "../design/Dialog";
import { Field } from "../design/Field";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { SaveOrClose } from "../design/SaveOrClose";
import { LONGEST_NAME, TextField } from "../design/TextField";
import { ZoneSelect } from "../design/ZoneSelect";
import { LANGUAGES, t } from "../i18n";

interface ClientDialogProps {
  /** Null for a new file. */
  client: Client | null;
  onSaved: (saved: Client) => void;
  onClose: () => void;
}

/** A client's name and how to reach them. */
export function ClientDialog({ client, onSaved, onClose }: ClientDialogProps) {
  const refusal = useSignal<Refusal | null>(null);
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const details = detailsIn(new FormData(event.currentTarget as HTMLFormElement));
    busy.value = true;
    refusal.value = null;
    try {
      onSaved(
        await retriedAfterSignIn(() =>
          client ? changeClient(client.id, details) : makeClient(details),
        ),
      );
    } catch (error) {
      refusal.value = error instanceof Refusal ? error : new Refusal(0, "", "");
    }
    busy.value = false;
  };
  const fields = refusal.value?.fields ?? {};
  return (
    <Dialog title={client ? t("Edit client") : t("New client")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {refusal.value && Object.keys(fields).length === 0 ? (
          <Notice tone="bad">
            {refusal.value.detail || t("That did not work. Check your connection and try again.")}
          </Notice>
        ) : null}
        <Field name="name" label={t("Client's name")} error={fields.name}>
          <TextField
            id="name"
            name="name"
            required
            most={LONGEST_NAME}
            autocomplete="off"
            defaultValue={client?.name ?? ""}
            invalid={Boolean(fields.name)}
          />
        </Field>
        <Field name="email" label={t("Email address (for invitations)")} error={fields.email}>
          <input
            id="email"
            name="email"
            type="email"
            class="input"
            autocomplete="off"
            defaultValue={client?.email ?? ""}
            aria-invalid={Boolean(fields.email)}
          />
        </Field>
        <Field name="language" label={t("Language of emails")}>
          <select id="language" name="language" class="input">
            <option value="">{t("As I read it")}</option>
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code} selected={client?.language === code}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <ZoneSelect
          label={t("Time zone in emails")}
          value={client?.time_zone ?? ""}
          none={t("Same as mine")}
        />
        <SaveOrClose busy={busy.value} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function detailsIn(form: FormData): NewClient {
  return {
    name: formText(form, "name"),
    email: formText(form, "email"),
    language: formText(form, "language") as "" | "en" | "uk",
    time_zone: formText(form, "time_zone"),
  };
}
