import { useSignal } from "@preact/signals";
import { Link } from "wouter-preact";

import { askForResetLink } from "../api/account";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { Page } from "../design/Page";
import { t } from "../i18n";
import { Field } from "./Field";
import { useAsking } from "./useAsking";

/** Ask for a link to set a new password. */
export function ForgotPasswordPage() {
  const sent = useSignal("");
  const { busy, problem, fields, ask } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const email = formText(new FormData(event.currentTarget as HTMLFormElement), "email");
    if (await ask(() => askForResetLink(email))) sent.value = email;
  };
  return (
    <Page title={t("Forgot your password?")} shape="narrow">
      <div class="sign-in stack">
        <h1>{t("Forgot your password?")}</h1>
        {/* The form goes, and the focus with it: who does not see that is told. */}
        <p class="visually-hidden" role="status">
          {sent.value ? t("Look into your mailbox") : ""}
        </p>
        {sent.value ? (
          <Notice title={t("Look into your mailbox")}>
            {t(
              "If %(email)s has an account, a link to set a new password is on its way. It works for two hours.",
              { email: sent.value },
            )}
          </Notice>
        ) : (
          <form class="card roomy stack" onSubmit={(event) => void submit(event)}>
            <p class="quiet">{t("We send you a link to set a new one.")}</p>
            {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
            <Field
              label={t("Email")}
              name="email"
              type="email"
              autocomplete="username"
              error={fields.value.email}
            />
            <button class="button primary big" disabled={busy.value}>
              {t("Send the link")}
            </button>
          </form>
        )}
        <Link class="tiny" href="/sign-in">
          {t("Back to signing in")}
        </Link>
      </div>
    </Page>
  );
}
