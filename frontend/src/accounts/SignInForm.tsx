import { useSignal } from "@preact/signals";
import { Link } from "wouter-preact";

import {
  type Factor,
  signIn,
  signInByCode,
  signInByPasskey,
  signInBySecondPasskey,
} from "../api/signIn";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { codeIn } from "./codeIn";
import { Field } from "./Field";
import { passkeysWork } from "./passkeys";
import { useAsking } from "./useAsking";

interface SignInFormProps {
  /** Known already, as where somebody signs in again in place. */
  email?: string;
}

/** Password or passkey, then a second factor where the account has one. `me` says when it is done. */
export function SignInForm({ email }: SignInFormProps) {
  const wanted = useSignal<Factor[] | null>(null);
  if (wanted.value) {
    return <SecondStep factors={wanted.value} onBack={() => (wanted.value = null)} />;
  }
  return <FirstStep email={email} onWanted={(factors) => (wanted.value = factors)} />;
}

interface FirstStepProps {
  email: string | undefined;
  onWanted: (factors: Factor[] | null) => void;
}

function FirstStep({ email, onWanted }: FirstStepProps) {
  const { busy, problem, fields, ask } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    await ask(async () => {
      onWanted(await signIn(formText(form, "email"), formText(form, "password")));
    });
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      <Field
        label={t("Email")}
        name="email"
        type="email"
        autocomplete="username"
        value={email ?? ""}
        readOnly={email !== undefined}
        error={fields.value.email}
      />
      <Field
        label={t("Password")}
        name="password"
        type="password"
        autocomplete="current-password"
        autofocus={email !== undefined}
        error={fields.value.password}
      />
      <button class="button primary big" disabled={busy.value}>
        {busy.value ? t("Signing in…") : t("Sign in")}
      </button>
      {passkeysWork() ? (
        <button
          type="button"
          class="button"
          disabled={busy.value}
          onClick={() => void ask(signInByPasskey)}
        >
          {t("Sign in with a passkey")}
        </button>
      ) : null}
      {/* Over a page this link would lose what stands on it. */}
      {email === undefined ? (
        <Link class="tiny forgot" href="/forgot-password">
          {t("Forgot your password?")}
        </Link>
      ) : null}
    </form>
  );
}

function SecondStep({ factors, onBack }: { factors: Factor[]; onBack: () => void }) {
  const { busy, problem, ask } = useAsking();
  const byApp = factors.includes("totp");
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    await ask(() => signInByCode(codeIn(form)));
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <h2>{t("One more step")}</h2>
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      {factors.includes("webauthn") && passkeysWork() ? (
        <button
          type="button"
          class="button primary big"
          disabled={busy.value}
          onClick={() => void ask(signInBySecondPasskey)}
        >
          {t("Use your passkey")}
        </button>
      ) : null}
      <Field
        label={byApp ? t("Code of your authenticator app") : t("Recovery code")}
        name="code"
        autocomplete="one-time-code"
        inputMode="numeric"
        autofocus={byApp}
        {...(byApp ? { hint: t("Six digits. A recovery code works, too.") } : {})}
      />
      <button class={byApp ? "button primary big" : "button"} disabled={busy.value}>
        {busy.value ? t("Signing in…") : t("Continue")}
      </button>
      <button type="button" class="button plain" onClick={onBack}>
        {t("Back")}
      </button>
    </form>
  );
}
