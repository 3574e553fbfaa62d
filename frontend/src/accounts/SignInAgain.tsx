import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "wouter-preact";

import { forget, me } from "../api/session";
import { Dialog } from "../design/Dialog";
import { t } from "../i18n";
import { SignInForm } from "./SignInForm";

/**
 * Over the page of somebody whose session ended: nothing that they were writing is lost. It
 * cannot be closed, as the page below could neither store nor read anything.
 */
export function SignInAgain({ email }: { email: string }) {
  const [, navigate] = useLocation();
  const before = useRef(email);
  useEffect(
    () => () => {
      // A passkey may be somebody else's: the page below is not for them.
      if (me.peek() && me.peek()?.email !== before.current) location.assign("/");
    },
    [],
  );
  const leave = () => {
    forget();
    navigate("/sign-in");
  };
  return (
    <Dialog title={t("Sign in again to go on")}>
      <p class="quiet">
        {t(
          "Your session has ended. What you were writing is still here and is kept after you sign in.",
        )}
      </p>
      <SignInForm email={before.current} />
      <button type="button" class="button plain" onClick={leave}>
        {t("Leave this page")}
      </button>
    </Dialog>
  );
}
