import type { Refusal } from "../api/refusal";
import type { Consent } from "../api/types";
import { t } from "../i18n";
import { notOfferedWords } from "./closing";

/** A decision on record, for who made it. */
export function decisionMadeWords(decision: Consent): string {
  switch (decision) {
    case "granted":
      return t("You allowed the analysis");
    case "withdrawn":
      return t("You withdrew your consent");
    default:
      return t("You said no to the analysis");
  }
}

/**
 * Why a decision or pause was not taken. A 403 is about whose decision it is (`own_practice`,
 * `refused_elsewhere`), and the server says that in the reader's language.
 */
export function decisionRefusedWords(refusal: Refusal): string {
  if (refusal.status === 403 && refusal.detail) return refusal.detail;
  if (refusal.code === "stale_consent") {
    return t("The text has changed meanwhile. Please read it again.");
  }
  if (refusal.code === "policy") return `${notOfferedWords()}.`;
  return t("That did not reach the server. Check your connection and try again.");
}
