import { useSignal } from "@preact/signals";

import { inviteColleague } from "../api/practice";
import type { Role } from "../api/types";
import { Choice } from "../design/Choice";
import { DoneDialog } from "../design/DoneDialog";
import { formText } from "../design/formText";
import { t } from "../i18n";
import { Field } from "./Field";
import { FormDialog } from "./FormDialog";
import { useAsking } from "./useAsking";
import { roleName } from "./words";

const ROLES = ["counsellor", "administrator"] as const;

interface InviteDialogProps {
  onInvited: () => Promise<void>;
  onClose: () => void;
}

/** Invite a colleague by e-mail. */
export function InviteDialog({ onInvited, onClose }: InviteDialogProps) {
  const sent = useSignal("");
  const asking = useAsking();
  const send = async (form: FormData) => {
    const [email, role] = [formText(form, "email"), formText(form, "role") as Role];
    const invited = await asking.ask(async () => {
      await inviteColleague(email, role);
    });
    if (!invited) return;
    sent.value = email;
    await onInvited();
  };
  if (sent.value) {
    return (
      <DoneDialog title={t("The invitation is on its way")} onClose={onClose}>
        <p>{t("%(email)s gets a link that works for seven days.", { email: sent.value })}</p>
      </DoneDialog>
    );
  }
  return (
    <FormDialog
      title={t("Invite a colleague")}
      asking={asking}
      send={t("Send the invitation")}
      onSend={send}
      onClose={onClose}
    >
      <Field
        label={t("Email")}
        name="email"
        type="email"
        autocomplete="off"
        error={asking.fields.value.email}
      />
      <Choice
        legend={t("Role")}
        name="role"
        options={ROLES.map((role) => ({ value: role, words: roleName(role) }))}
        chosen="counsellor"
      >
        {t(
          "Counsellors hold consultations. Administrators see reports of all and look after accounts.",
        )}
      </Choice>
    </FormDialog>
  );
}
