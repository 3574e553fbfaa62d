import { useSignal } from "@preact/signals";

import { changePassword } from "../api/account";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { Card } from "./Card";
import { Field } from "./Field";
import { NewPassword } from "./NewPassword";
import { useAsking } from "./useAsking";

/** A new password; it signs every other browser out. */
export function PasswordCard() {
  const { busy, problem, fields, ask } = useAsking();
  const changed = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const field = event.currentTarget as HTMLFormElement;
    const form = new FormData(field);
    changed.value = false;
    const [current, wanted] = [formText(form, "current"), formText(form, "wanted")];
    changed.value = await ask(() => changePassword(current, wanted));
    if (changed.value) field.reset();
  };
  return (
    <Card title={t("Password")} about={t("A new password signs you out in every other browser.")}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
        <Field
          label={t("Present password")}
          name="current"
          type="password"
          autocomplete="current-password"
          error={fields.value.current_password}
        />
        <NewPassword label={t("New password")} name="wanted" error={fields.value.new_password} />
        <div class="row">
          <button class="button" disabled={busy.value}>
            {t("Change the password")}
          </button>
          <span class="tiny" role="status">
            {changed.value ? t("The new password is set") : ""}
          </span>
        </div>
      </form>
    </Card>
  );
}
