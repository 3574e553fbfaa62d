import { useEffect, useState } from "preact/hooks";
import { useLocation, useSearchParams } from "wouter-preact";

import { haveCsrfToken } from "../api/http";
import { Refusal } from "../api/refusal";
import { me, sessionEnded, signIn } from "../api/session";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { Page } from "../design/Page";
import { t } from "../i18n";

/** Only paths of this product: a link must not send a person elsewhere after signing in. */
function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

function refusalWords(refusal: unknown): string {
  const status = refusal instanceof Refusal ? refusal.status : -1;
  if (refusal instanceof Refusal && refusal.code === "no_practice") return refusal.detail;
  if (status === 400) return t("The email or the password is not right. Try again.");
  if (status === 429 || status === 403) {
    return t("Too many tries. Wait a few minutes, then try again.");
  }
  if (status === 0) return t("The server cannot be reached. Check your connection and try again.");
  return t("Signing in did not work. Try again in a moment.");
}

export function SignInPage() {
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const next = safeNext(query.get("next"));
  useEffect(() => {
    void haveCsrfToken();
  }, []);
  const signedIn = Boolean(me.value);
  useEffect(() => {
    if (signedIn) navigate(next, { replace: true });
  }, [signedIn, next, navigate]);

  return (
    <Page title={t("Sign in")} shape="narrow">
      <div class="sign-in stack">
        <div class="stack sign-in-head">
          <h1>{t("Sign in")}</h1>
          <p class="quiet">{t("For counsellors and administrators of a practice.")}</p>
        </div>
        {sessionEnded.value ? (
          <Notice tone="warm" title={t("You were signed out")}>
            {t("Your session has ended. Sign in again to go on where you were.")}
          </Notice>
        ) : null}
        <SignInForm />
        <p class="tiny">
          {t(
            "Invited to a consultation? You need no account: open the link that your counsellor sent you.",
          )}
        </p>
      </div>
    </Page>
  );
}

function SignInForm() {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem("");
    try {
      await signIn(formText(form, "email"), formText(form, "password"));
    } catch (refusal) {
      setProblem(refusalWords(refusal));
    }
    setBusy(false);
  };
  return (
    <form class="card roomy stack" onSubmit={(event) => void submit(event)}>
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
      <div class="field">
        <label for="email">{t("Email")}</label>
        <input
          id="email"
          name="email"
          type="email"
          class="input"
          autocomplete="username"
          required
        />
      </div>
      <div class="field">
        <label for="password">{t("Password")}</label>
        <input
          id="password"
          name="password"
          type="password"
          class="input"
          autocomplete="current-password"
          required
        />
      </div>
      <button class="button primary big" disabled={busy}>
        {busy ? t("Signing in…") : t("Sign in")}
      </button>
    </form>
  );
}
