import { useSignal } from "@preact/signals";
import { Link, useLocation } from "wouter-preact";

import { me, signOut } from "../api/session";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { BarProblem } from "./BarProblem";

/** Who is signed in, and the way out. */
export function SignedIn() {
  const [, navigate] = useLocation();
  const failed = useSignal(false);
  if (!me.value) return null;
  const leave = async () => {
    failed.value = false;
    try {
      await signOut();
      navigate("/sign-in");
    } catch {
      // Still signed in, and somebody else may sit down here next: they must know.
      failed.value = true;
    }
  };
  return (
    <div class="row signed-in">
      <Link class="button plain small" href="/account" title={me.value.email}>
        <Icon name="person" />
        {/* A phone shows the icon only. */}
        <span class="who">{me.value.name || me.value.email}</span>
        <span class="visually-hidden">{t("Your account")}</span>
      </Link>
      <button type="button" class="button small" onClick={() => void leave()}>
        {t("Sign out")}
      </button>
      {failed.value ? <BarProblem /> : null}
    </div>
  );
}
