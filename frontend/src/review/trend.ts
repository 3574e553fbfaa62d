import type uPlot from "uplot";

import type { Satisfaction, Stretch } from "../api/types";
import { language, t } from "../i18n";
import { decimal, percent } from "../words/numbers";

/** What the trend is of: the share of 4 and 5, or the mean sum of the four scales. */
export type Line = "score" | "srs_mean";

export interface Band {
  value: number;
  low: number;
  high: number;
}

export function bandOf(stretch: Stretch, line: Line): Band | null {
  return stretch[line];
}

/** One series with its interval, null where fewer than five answered. */
export function trendData(found: Satisfaction, line: Line): uPlot.AlignedData {
  const at = found.trend.map(({ first }) => Date.parse(`${first}T00:00:00Z`) / 1000);
  const column = (part: keyof Band) =>
    found.trend.map((stretch) => bandOf(stretch, line)?.[part] ?? null);
  return [at, column("value"), column("high"), column("low")];
}

/** The ends of the scale. */
export function scaleOf(line: Line): [number, number] {
  return line === "score" ? [0, 1] : [0, 40];
}

export function lineValue(value: number, line: Line): string {
  return line === "score" ? percent(value) : decimal(value);
}

export function lineName(line: Line): string {
  return line === "score" ? t("Satisfied (4 and 5 of 5)") : t("Four scales (mean sum, of 40)");
}

/** "from 23 Nov 2026" or "November 2026": days of the calendar, in no zone. */
export function stretchName(first: string, by: Satisfaction["by"]): string {
  const options: Intl.DateTimeFormatOptions =
    by === "month"
      ? { month: "long", year: "numeric" }
      : { day: "numeric", month: "short", year: "numeric" };
  const locale = language() === "uk" ? "uk" : "en-GB";
  const words = new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(
    new Date(`${first}T00:00:00Z`),
  );
  return by === "month" ? words : t("week from %(day)s", { day: words });
}

/** Short, for the axis: "23 Nov" or "Nov 26". */
export function tickName(at: number, by: Satisfaction["by"]): string {
  const options: Intl.DateTimeFormatOptions =
    by === "month" ? { month: "short", year: "2-digit" } : { day: "numeric", month: "short" };
  const locale = language() === "uk" ? "uk" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(
    new Date(at * 1000),
  );
}
