import type { Wanted } from "../api/consultations";
import type { View } from "../api/types";
import { nextDay, startOfDay } from "../words/zoned";

/** What the agenda shows, as it stands in the page's address. Days are "2026-11-24", both shown. */
export interface Filters {
  view: View;
  search: string;
  client: string;
  from: string;
  to: string;
}

const VIEWS: readonly View[] = ["upcoming", "past", "unfinished"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function filtersIn(query: URLSearchParams): Filters {
  const view = VIEWS.find((one) => one === query.get("view")) ?? "upcoming";
  const dayIn = (name: string) => {
    const day = query.get(name) ?? "";
    return DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : "";
  };
  return {
    view,
    search: query.get("search") ?? "",
    client: query.get("client") ?? "",
    from: dayIn("from"),
    to: dayIn("to"),
  };
}

/** The address's query for filters: whatever is as usual is left out. */
export function queryOf(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.view !== "upcoming") query.set("view", filters.view);
  for (const name of ["search", "client", "from", "to"] as const) {
    if (filters[name]) query.set(name, filters[name]);
  }
  return query;
}

export function narrows({ search, client, from, to }: Filters): boolean {
  return Boolean(search || client || from || to);
}

/** What to ask the server for; its moments are the days' edges in the reader's zone. */
export function wantedBy(filters: Filters, zone: string | undefined): Wanted {
  const { search, client, from, to } = filters;
  return {
    ...(search ? { search } : {}),
    ...(client ? { client } : {}),
    ...(from ? { since: startOfDay(from, zone).toISOString() } : {}),
    ...(to ? { until: startOfDay(nextDay(to), zone).toISOString() } : {}),
  };
}
