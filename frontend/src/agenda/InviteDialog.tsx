import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { readClient } from "../api/clients";
import { downloads, emailInvitation } from "../api/consultations";
import { Refusal } from "../api/refusal";
import type { Client, Consultation } from "../api/types";
import { DoneDialog } from "../design/DoneDialog";
import { Field } from "../design/Field";
import { formText } from "../design/formText";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { type Language, language, LANGUAGES, t } from "../i18n";
import { InviteLink } from "../links/InviteLink";
import { clock, dayWithin } from "../words/times";

interface InviteProps {
  consultation: Consultation;
  onChange: (changed: Consultation) => void;
  onClose: () => void;
}

/** Three ways to the client: the link itself, an email, an entry for a calendar. */
export function InviteDialog({ consultation, onChange, onClose }: InviteProps) {
  const who = { name: consultation.client_name };
  return (
    <DoneDialog title={t("Invite %(name)s", who)} onClose={onClose}>
      <section class="stack invite-way">
        <h3>{t("By link")}</h3>
        <InviteLink consultation={consultation} onChange={onChange} />
      </section>
      {consultation.client ? (
        <ByEmail consultation={consultation} id={consultation.client} onChange={onChange} />
      ) : null}
      <section class="stack invite-way">
        <h3>{t("By calendar")}</h3>
        <p class="tiny">{t("An entry with the time and the link, for any calendar.")}</p>
        <a class="button" href={downloads.ics(consultation.id)} download>
          <Icon name="download" />
          {t("Calendar entry (.ics)")}
        </a>
      </section>
    </DoneDialog>
  );
}

interface EmailProps {
  consultation: Consultation;
  id: string;
  onChange: (changed: Consultation) => void;
}

function ByEmail({ consultation, id, onChange }: EmailProps) {
  const client = useSignal<Client | null>(null);
  const refusal = useSignal<Refusal | null>(null);
  const state = useSignal<"idle" | "sending" | "sent">("idle");
  useEffect(() => {
    readClient(id).then(
      (found) => (client.value = found),
      // Without the file the counsellor types the address.
      () => undefined,
    );
  }, [id, client]);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    state.value = "sending";
    refusal.value = null;
    try {
      const spoken = formText(form, "invite_language") as Language;
      onChange(await emailInvitation(consultation.id, formText(form, "invite_email"), spoken));
      state.value = "sent";
    } catch (error) {
      refusal.value = error instanceof Refusal ? error : new Refusal(0, "", "");
      state.value = "idle";
    }
  };
  const { email: wrong } = refusal.value?.fields ?? {};
  const sent = consultation.emailed_at;
  return (
    <form class="stack invite-way" onSubmit={(event) => void submit(event)}>
      <h3>{t("By email")}</h3>
      {refusal.value && !wrong ? (
        <Notice tone="bad">
          {refusal.value.detail || t("That did not work. Check your connection and try again.")}
        </Notice>
      ) : null}
      <div class="email-fields">
        <Field name="invite_email" label={t("Email address")} error={wrong}>
          <input
            id="invite_email"
            name="invite_email"
            type="email"
            class="input"
            required
            defaultValue={client.value?.email ?? ""}
            aria-invalid={Boolean(wrong)}
          />
        </Field>
        <Field name="invite_language" label={t("Language")}>
          <select id="invite_language" name="invite_language" class="input">
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code} selected={code === spokenBy(client.value)}>
                {name}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <div class="row wrap">
        <button class="button" disabled={state.value === "sending"}>
          {state.value === "sending" ? t("Sending…") : t("Send invitation")}
        </button>
        <span class="tiny" role="status">
          {sent ? t("Sent: %(day)s, %(time)s", { day: dayWithin(sent), time: clock(sent) }) : ""}
        </span>
      </div>
    </form>
  );
}

/** The client's language, or the counsellor's where nobody said. */
function spokenBy(client: Client | null): string {
  return client?.language || language();
}
