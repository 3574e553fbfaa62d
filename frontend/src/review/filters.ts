import type { Wanted } from "../api/review";

/** What can be filtered by, as it stands in the address, in the API and in a saved view. */
const NAMES = [
  "period",
  "first",
  "last",
  "counsellor",
  "kind",
  "rating",
  "coverage",
  "flagged",
  "by",
] as const;
export type FilterName = (typeof NAMES)[number];
export type Filters = Partial<Record<FilterName, string>>;

export const PERIODS = ["7d", "30d", "90d", "365d", "all"] as const;
export const USUAL = "90d";

/** The filters in an address; whatever else stands there is left alone by leaving it out. */
export function filtersIn(query: URLSearchParams): Filters {
  const filters: Filters = {};
  for (const name of NAMES) {
    const value = query.get(name);
    if (value) filters[name] = value;
  }
  return filters;
}

/** Filters with changes; an empty value takes a filter away, days and a period exclude each other. */
export function changed(filters: Filters, changes: Filters): Filters {
  const next = { ...filters, ...changes };
  if (changes.period) next.first = next.last = "";
  if (changes.first || changes.last) next.period = "";
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value));
}

export function wantedBy(filters: Filters): Wanted {
  return { ...filters };
}

export function queryOf(filters: Filters): string {
  return new URLSearchParams(wantedBy(filters)).toString();
}

/** An address of the review with the filters in it. */
export function address(path: string, filters: Filters): string {
  const query = queryOf(filters);
  return query ? `${path}?${query}` : path;
}

/** The days of a stretch of the trend, both shown. */
export function daysOf(first: string, by: "week" | "month"): { first: string; last: string } {
  const begin = new Date(`${first}T00:00:00Z`);
  const end = new Date(begin);
  if (by === "week") end.setUTCDate(end.getUTCDate() + 6);
  else {
    end.setUTCMonth(end.getUTCMonth() + 1);
    end.setUTCDate(0);
  }
  return { first, last: end.toISOString().slice(0, 10) };
}
