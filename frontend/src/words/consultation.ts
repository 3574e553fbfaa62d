import { Refusal } from "../api/refusal";
import type { CallMode, Consent, Kind } from "../api/types";
import { t } from "../i18n";
import { clock, dayWithin } from "./times";

/** Characters of the counsellor's own summary. */
export const LONGEST_SUMMARY = 4000;

export function kindName(kind: Kind): string {
  return kind === "service" ? t("Customer service") : t("Counselling");
}

/** Where the people of a consultation see and hear each other. */
export function callModeName(mode: CallMode): string {
  return mode === "here" ? t("Here") : t("Beside another call tool");
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

/** Until when an invite link works. */
export function linkLifeWords(expiresAt: string, expired: boolean): string {
  const when = { day: dayWithin(expiresAt), time: clock(expiresAt) };
  return expired
    ? t("Link expired: %(day)s, %(time)s", when)
    : t("Link works until: %(day)s, %(time)s", when);
}

/** Why a step of the counsellor was not taken. */
export function changeRefusedWords(refusal: unknown): string {
  if (refusal instanceof Refusal && refusal.code === "wrong_state") {
    return t("It was changed elsewhere meanwhile. Reload the page.");
  }
  if (refusal instanceof Refusal && refusal.code === "mail_failed") return refusal.detail;
  return t("That did not work. Check your connection and try again.");
}
