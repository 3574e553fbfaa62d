import { useEffect } from "preact/hooks";
import { useLocation, useSearchParams } from "wouter-preact";

import { haveCsrfToken } from "../api/http";
import { me } from "../api/session";
import { Page } from "../design/Page";
import { language, t } from "../i18n";
import { chosenLanguage, speak } from "./LanguageSwitch";
import { SignInForm } from "./SignInForm";

/** Only paths of this product: a link must not send a person elsewhere after signing in. */
function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

export function SignInPage() {
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const next = safeNext(query.get("next"));
  useEffect(() => {
    void haveCsrfToken();
  }, []);
  const own = me.value ? chosenLanguage(me.value) : null;
  useEffect(() => {
    if (own === null) return;
    // Somebody who chose a language finds it in a new browser, too.
    // The operators' pages are the server's own.
    if (next.startsWith("/admin/")) location.replace(next);
    else if (own === language()) navigate(next, { replace: true });
    else void speak(own, next).then((spoken) => (spoken ? undefined : navigate(next)));
  }, [own, next, navigate]);

  return (
    <Page title={t("Sign in")} shape="narrow">
      <div class="sign-in stack">
        <div class="stack sign-in-head">
          <h1>{t("Sign in")}</h1>
          <p class="quiet">{t("For counsellors and administrators of a practice.")}</p>
        </div>
        <div class="card roomy">
          <SignInForm />
        </div>
        <p class="tiny">
          {t(
            "Invited to a consultation? You need no account: open the link that your counsellor sent you.",
          )}
        </p>
      </div>
    </Page>
  );
}
