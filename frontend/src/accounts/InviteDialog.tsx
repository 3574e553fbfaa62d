import { useSignal } from "@preact/signals";

import { inviteColleague } from "../api/practice";
import type { Role } from "../api/types";
import { Choice } from "../design/Choice";
import { Dialog } from "../design/Dialog";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { Field } from "./Field";
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
  const { busy, problem, fields, ask } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [email, role] = [formText(form, "email"), formText(form, "role") as Role];
    const invited = await ask(async () => {
      await inviteColleague(email, role);
    });
    if (!invited) return;
    sent.value = email;
    await onInvited();
  };
  if (sent.value) {
    return (
      <Dialog title={t("The invitation is on its way")} onClose={onClose}>
        <p>{t("%(email)s gets a link that works for seven days.", { email: sent.value })}</p>
        <div class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {t("Done")}
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t("Invite a colleague")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
        <Field
          label={t("Email")}
          name="email"
          type="email"
          autocomplete="off"
          error={fields.value.email}
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
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t("Cancel")}
          </button>
          <button class="button primary" disabled={busy.value}>
            {t("Send the invitation")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
