import type { Consultation } from "../api/types";
import { t } from "../i18n";
import { clock, dayWithin } from "./times";

export function isWaitingWords({ client_name: name }: Consultation): string {
  return t("%(name)s is waiting", { name });
}

/** Whether the client is there before the opening, was there, or has not been yet. */
export function waitingRoomWords(consultation: Consultation): string {
  const { waiting, client_seen_at: seen, client_name: name } = consultation;
  if (waiting) return isWaitingWords(consultation);
  if (!seen) return t("%(name)s has not come yet", { name });
  return t("%(name)s was here %(day)s at %(time)s and is away now", {
    name,
    day: dayWithin(seen),
    time: clock(seen),
  });
}
