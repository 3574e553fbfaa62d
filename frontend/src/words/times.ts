import { language, t } from "../i18n";
import { dayOf, formatOf, wallTime } from "./zoned";

type Moment = string | number | Date;

/** The zone of the person's profile; without one, as for every client, the browser's own. */
let zone: string | undefined;

export function readTimesIn(name: string | undefined): void {
  zone = name || undefined;
}

export function zoneInUse(): string | undefined {
  return zone;
}

function format(moment: Moment, options: Intl.DateTimeFormatOptions): string {
  const locale = language() === "uk" ? "uk" : "en-GB";
  return formatOf(locale, { timeZone: zone, ...options }).format(new Date(moment));
}

/** "10:05" in the reader's time zone. */
export function clock(moment: Moment): string {
  return format(moment, { hour: "2-digit", minute: "2-digit" });
}

/** "10:05:30" in the reader's time zone. */
export function clockSeconds(moment: Moment): string {
  return format(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** "Today", "Tomorrow", "Yesterday" or "Mon 23 November"; with the year if it is another year. */
export function day(moment: Moment, now: Date = new Date()): string {
  return near(moment, now) ?? date(moment, now);
}

/** The same within a sentence: "today". */
export function dayWithin(moment: Moment, now: Date = new Date()): string {
  return near(moment, now)?.toLocaleLowerCase(language()) ?? date(moment, now);
}

function near(moment: Moment, now: Date): string | null {
  const [that, today] = [dayOf(new Date(moment), zone), dayOf(now, zone)];
  switch ((Date.parse(that) - Date.parse(today)) / 86_400_000) {
    case 0:
      return t("Today");
    case 1:
      return t("Tomorrow");
    case -1:
      return t("Yesterday");
    default:
      return null;
  }
}

function date(moment: Moment, now: Date): string {
  const [that, today] = [dayOf(new Date(moment), zone), dayOf(now, zone)];
  const sameYear = that.slice(0, 4) === today.slice(0, 4);
  return format(moment, {
    weekday: "short",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** "22 Nov", for places that are short of room. */
export function shortDay(moment: Moment): string {
  return format(moment, { day: "numeric", month: "short" });
}

/** "22 November 2026". */
export function longDate(moment: Moment): string {
  return format(moment, { day: "numeric", month: "long", year: "numeric" });
}

/** "24:10" or "1:04:10": a running time of so many seconds. */
export function elapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** "12 s", "2 min 30 s", "48 min", "1 h 5 min": how long something took, as PDF and sentence tell it. */
export function lasting(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes === 0) return unbroken(t("%(seconds)s s", { seconds: rest }));
  if (minutes < 10 && rest > 0) {
    return unbroken(t("%(minutes)s min %(seconds)s s", { minutes, seconds: rest }));
  }
  const all = Math.round(whole / 60);
  if (all < 60) return unbroken(t("%(minutes)s min", { minutes: all }));
  const hours = Math.floor(all / 60);
  return unbroken(t("%(hours)s h %(minutes)s min", { hours, minutes: all % 60 }));
}

/** No line ends between a number and its unit. */
function unbroken(words: string): string {
  return words.replace(/(\d) /g, "$1\u00a0");
}

/** The value of an <input type="datetime-local"> for a moment in the reader's time zone. */
export function localInput(moment: Date): string {
  return wallTime(moment, zone);
}

/** The next full half hour: what most people mean by "soon". */
export function nextHalfHour(now: Date = new Date()): Date {
  const half = 30 * 60_000;
  return new Date(Math.ceil((now.getTime() + 60_000) / half) * half);
}
