import { useSignal } from "@preact/signals";

import { inviteColleague } from "../api/practice";
import type { Role } from "../api/types";
import { Dialog } from "../design/Dialog";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { Field } from "./Field";
import { useAsking } from "./useAsking";
import { roleName } from "./words";

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
        <fieldset class="field">
          <legend>{t("Role")}</legend>
          <div class="segmented">
            {(["counsellor", "administrator"] as const).map((role) => (
              <label key={role}>
                <input
                  type="radio"
                  name="role"
                  value={role}
                  defaultChecked={role === "counsellor"}
                />
                {roleName(role)}
              </label>
            ))}
          </div>
        </fieldset>
        <p class="tiny">
          {t(
            "Counsellors hold consultations. Administrators see reports of all and look after accounts.",
          )}
        </p>
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
