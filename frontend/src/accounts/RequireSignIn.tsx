import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Redirect, useLocation } from "wouter-preact";

import { askWhoIsSignedIn, me, sessionEnded } from "../api/session";
import { Trouble } from "../design/Trouble";
import { Waiting } from "../design/Notice";
import { t } from "../i18n";
import { SignInAgain } from "./SignInAgain";

/** Shows its children to people who are signed in, and the sign-in page to all others. */
export function RequireSignIn({ children }: { children: ComponentChildren }) {
  const [path] = useLocation();
  const [failed, setFailed] = useState(false);
  const ask = () => {
    if (me.value === undefined) askWhoIsSignedIn().catch(() => setFailed(true));
  };
  useEffect(ask, []);
  if (me.value) {
    return (
      <>
        {children}
        {sessionEnded.value ? <SignInAgain email={me.value.email} /> : null}
      </>
    );
  }
  if (me.value === null) {
    // With what a list was narrowed to: the address may come from a colleague.
    const next = encodeURIComponent(path + location.search);
    return <Redirect to={`/sign-in?next=${next}`} replace />;
  }
  return failed ? <Trouble onRetry={ask} /> : <Waiting>{t("Loading…")}</Waiting>;
}
