import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Link } from "wouter-preact";

import { resetLinkWorks, resetPassword } from "../api/account";
import { formText } from "../design/formText";
import { Notice, Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { NewPassword } from "./NewPassword";
import { useAsking } from "./useAsking";

/** Set a new password by the link from the mail; its key stands behind `#`. */
export default function ResetPasswordPage() {
  const key = useMemo(() => location.hash.slice(1), []);
  const state = useSignal<"asking" | "good" | "dead" | "done" | "failed">("asking");
  useEffect(() => {
    resetLinkWorks(key).then(
      (works) => (state.value = works ? "good" : "dead"),
      () => (state.value = "failed"),
    );
  }, [key, state]);
  return (
    <Page title={t("A new password")} shape="narrow">
      <div class="sign-in stack">
        <h1>{t("A new password")}</h1>
        {/* The form goes, and the focus with it: who does not see that is told. */}
        <p class="visually-hidden" role="status">
          {doneWords(state.value)}
        </p>
        {state.value === "asking" ? <Waiting>{t("Loading…")}</Waiting> : null}
        {state.value === "failed" ? <Trouble /> : null}
        {state.value === "dead" ? <DeadLink /> : null}
        {state.value === "done" ? <Done /> : null}
        {state.value === "good" ? (
          <NewPasswordForm
            resetKey={key}
            onDone={() => (state.value = "done")}
            onDead={() => (state.value = "dead")}
          />
        ) : null}
      </div>
    </Page>
  );
}

function doneWords(state: string): string {
  if (state === "done") return t("The new password is set");
  return state === "dead" ? t("This link does not work any more") : "";
}

interface NewPasswordFormProps {
  resetKey: string;
  onDone: () => void;
  onDead: () => void;
}

function NewPasswordForm({ resetKey, onDone, onDead }: NewPasswordFormProps) {
  const { busy, problem, fields, ask } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const password = formText(new FormData(event.currentTarget as HTMLFormElement), "password");
    if (await ask(() => resetPassword(resetKey, password))) onDone();
    else if (fields.value.key) onDead();
  };
  return (
    <form class="card roomy stack" onSubmit={(event) => void submit(event)}>
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      <NewPassword label={t("New password")} error={fields.value.password} />
      <button class="button primary big" disabled={busy.value}>
        {t("Set the password")}
      </button>
    </form>
  );
}

function DeadLink() {
  return (
    <>
      <Notice tone="warm" title={t("This link does not work any more")}>
        {t("It was used, or it is older than two hours.")}
      </Notice>
      <Link class="button" href="/forgot-password">
        {t("Ask for a new link")}
      </Link>
    </>
  );
}

function Done() {
  return (
    <>
      <Notice title={t("The new password is set")}>
        {t("Every browser that was signed in is signed out.")}
      </Notice>
      <Link class="button primary" href="/sign-in">
        {t("Sign in")}
      </Link>
    </>
  );
}
