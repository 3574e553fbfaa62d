import { momentOf, wallTime } from "../words/zoned";

/** Nobody agrees on 10:03. */
const GRID = 5 * 60_000;

/**
 * The same weekday and time a week later by the reader's clock, to five minutes, whatever daylight
 * saving does; of a consultation long ago, the first such moment that is still to come.
 */
export function sameTimeNextWeek(before: Date, zone: string | undefined, now = new Date()): Date {
  const even = new Date(Math.round(before.getTime() / GRID) * GRID);
  const [day = "", time = ""] = wallTime(even, zone).split("T");
  for (let weeks = 1; ; weeks++) {
    const later = new Date(Date.parse(`${day}T00:00Z`) + weeks * 7 * 86_400_000);
    const moment = momentOf(`${later.toISOString().slice(0, 10)}T${time}`, zone);
    if (moment > now) return moment;
  }
}
