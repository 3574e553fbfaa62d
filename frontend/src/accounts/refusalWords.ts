import { Refusal } from "../api/refusal";
import { t } from "../i18n";
import { clock } from "../words/times";

/** Why signing in, or a change to the account, was refused. */
export function refusalWords(refusal: unknown): string {
  if (!(refusal instanceof Refusal)) return t("That did not work. Try again in a moment.");
  const { status, code, detail, said } = refusal;
  if (status === 0) return t("The server cannot be reached. Check your connection and try again.");
  if (code === "locked_out") return lockedWords(Number(said.retry_after));
  if (status === 429 || code === "too_many_login_attempts" || code === "rate_limited") {
    return t("Too many tries. Wait a few minutes, then try again.");
  }
  if (code === "email_password_mismatch" || code === "invalid_login") {
    return t("The email or the password is not right. Try again.");
  }
  if (code === "incorrect_code")
    return t("This code is not right. Wait for a new one and try again.");
  if (code === "incorrect_password" || code === "enter_current_password") {
    return t("The password is not right. Try again.");
  }
  if (status === 401) {
    return t("This account cannot sign in. Ask the administrator of your practice.");
  }
  return detail || t("That did not work. Try again in a moment.");
}

/** A lock by its end: "in 15 minutes" would be wrong a minute later. */
function lockedWords(seconds: number): string {
  // A minute up, as the clock on the wall shows none of the seconds.
  const end = Date.now() + seconds * 1000 + 59_000;
  return t("Too many tries. Try again at %(time)s.", { time: clock(end) });
}
