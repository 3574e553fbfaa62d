import type { Consultation } from "../api/types";
import { zoneInUse } from "../words/times";
import { dayOf } from "../words/zoned";

export interface Day {
  /** "2026-11-24" in the reader's zone. */
  key: string;
  consultations: Consultation[];
}

/** Consultations under the days on which they are planned, in the order in which they come. */
export function byDay(consultations: Consultation[]): Day[] {
  const days: Day[] = [];
  for (const one of consultations) {
    const key = dayOf(new Date(one.scheduled_at), zoneInUse());
    const last = days.at(-1);
    if (last?.key === key) last.consultations.push(one);
    else days.push({ key, consultations: [one] });
  }
  return days;
}
