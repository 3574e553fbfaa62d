import { Link, useLocation } from "wouter-preact";

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
      {me.value.role === "administrator" ? (
        <Link class="button plain small" href="/team">
          {t("Team")}
        </Link>
      ) : null}
      <Link class="who tiny" href="/account" title={t("Your account")}>
        {me.value.name || me.value.email}
      </Link>
      <button type="button" class="button small" onClick={() => void leave()}>
        {t("Sign out")}
      </button>
    </div>
  );
}
