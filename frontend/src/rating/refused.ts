import type { Refusal } from "../api/refusal";
import { t } from "../i18n";

/** Why a rating was not taken. */
export function refusedWords({ status, detail }: Refusal): string {
  if (status === 0) return t("That did not work. Check your connection and try again.");
  if (status === 429) return t("That was too often. Wait a minute and try again.");
  return detail || t("That did not work. Try again in a moment.");
}
