import { useLocation } from "wouter-preact";

import { me, signOut } from "../api/session";
import { t } from "../i18n";

/** Who is signed in, and the way out. */
export function SignedIn() {
  const [, navigate] = useLocation();
  if (!me.value) return null;
  const leave = async () => {
    await signOut();
    navigate("/sign-in");
  };
  return (
    <div class="row signed-in">
      <span class="who tiny" title={me.value.email}>
        {me.value.name || me.value.email}
      </span>
      <button type="button" class="button small" onClick={() => void leave()}>
        {t("Sign out")}
      </button>
    </div>
  );
}
