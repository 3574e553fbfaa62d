import { momentOf, wallTime } from "../words/zoned";

/**
 * The same weekday and time a week later by the reader's clock, whatever daylight saving does; of a
 * consultation long ago, the first such moment that is still to come.
 */
export function sameTimeNextWeek(before: Date, zone: string | undefined, now = new Date()): Date {
  const [day = "", time = ""] = wallTime(before, zone).split("T");
  for (let weeks = 1; ; weeks++) {
    const later = new Date(Date.parse(`${day}T00:00Z`) + weeks * 7 * 86_400_000);
    const moment = momentOf(`${later.toISOString().slice(0, 10)}T${time}`, zone);
    if (moment > now) return moment;
  }
}
