/**
 * Moments and wall clocks. Browsers have no type for a time in a zone yet, only `Intl`, which
 * tells a moment's wall clock; the way back is searched for.
 */

/** What a clock on the wall shows: "2026-03-29T03:30", as an <input type="datetime-local"> has it. */
export type WallTime = string;

const HOUR = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A format that is made once for each zone: making one takes far longer than using it, and a room
 * tells the times of its notes and ticks again and again. The browser's own zone may change.
 */
export function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  if (options.timeZone === undefined) return new Intl.DateTimeFormat(locale, options);
  const key = JSON.stringify([locale, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** What the clock of a zone shows at a moment; without a zone, the browser's own. */
export function wallTime(moment: Date, zone: string | undefined): WallTime {
  const parts = formatOf("en-GB", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The calendar's day of a moment in a zone: "2026-03-29". */
export function dayOf(moment: Date, zone: string | undefined): string {
  return wallTime(moment, zone).slice(0, 10);
}

/**
 * The moment at which a zone's clock shows this. An hour that the clocks skip in spring counts on
 * from before it (03:30 becomes 04:30); of an hour that comes twice in autumn the first is meant.
 * What is no time, like a field that was emptied, is an invalid Date.
 */
export function momentOf(wall: WallTime, zone: string | undefined): Date {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return new Date(NaN);
  // A zone changes its offset at most once in two days: one of these two holds.
  const before = asUtc - offsetAt(asUtc - 24 * HOUR, zone);
  const after = asUtc - offsetAt(asUtc + 24 * HOUR, zone);
  const shown = [before, after].filter((one) => wallTime(new Date(one), zone) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : before);
}

/** The first moment of a day, "2026-03-29", in a zone. */
export function startOfDay(day: string, zone: string | undefined): Date {
  return momentOf(`${day}T00:00`, zone);
}

/** The day after: "2026-03-30". */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + 24 * HOUR).toISOString().slice(0, 10);
}

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string | undefined): number {
  const minute = Math.floor(moment / 60_000) * 60_000;
  return Date.parse(`${wallTime(new Date(minute), zone)}Z`) - minute;
}

/** Every zone that this browser knows, by IANA name. */
export function zoneNames(): string[] {
  return [...new Set(Intl.supportedValuesOf("timeZone").map(asCalledToday))].sort();
}

export function ownZone(): string {
  return asCalledToday(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** Browsers keep to the names of the nineties, and take today's as well. */
const RENAMED: Record<string, string> = {
  "America/Godthab": "America/Nuuk",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

function asCalledToday(zone: string): string {
  return RENAMED[zone] ?? zone;
}

/** "Europe/Kyiv" -> "Europe/Kyiv (GMT+2)". */
export function zoneLabel(zone: string, moment: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(moment);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${zone.replaceAll("_", " ")} (${offset})`;
}
