import type { Consent, Kind } from "../api/types";
import { t } from "../i18n";

export function kindName(kind: Kind): string {
  return kind === "service" ? t("Customer service") : t("Counselling");
}

/** What a person decided about the analysis; every decision is a calm state. */
export function consentWords(consent: Consent): string {
  switch (consent) {
    case "granted":
      return t("allowed analysis");
    case "refused":
      return t("declined analysis");
    case "withdrawn":
      return t("withdrew consent to analysis");
    case "none":
      return t("has not decided yet");
  }
}
