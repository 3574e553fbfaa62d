import type { Refusal } from "../api/refusal";
import { t } from "../i18n";

/**
 * Why a decision or pause was not taken. A 403 is about whose decision it is (`own_practice`,
 * `refused_elsewhere`), and the server says that in the reader's language.
 */
export function decisionRefusedWords(refusal: Refusal): string {
  if (refusal.status === 403 && refusal.detail) return refusal.detail;
  if (refusal.code === "stale_consent") {
    return t("The text has changed meanwhile. Please read it again.");
  }
  return t("That did not reach the server. Check your connection and try again.");
}
