/** The administrator's review: figures, the consultations behind them, the queue, verdicts. */
import { answered, api } from "./http";
import type { Entry, Page, Reviewed, Rules, Satisfaction, SavedView, VerdictWish } from "./types";

/** Filters by name, as the address and the server spell them. */
export type Wanted = Record<string, string>;

const at = (id: string) => ({ params: { path: { id } } });

export async function readSatisfaction(wanted: Wanted): Promise<Satisfaction> {
  const options = { params: { query: wanted } };
  return await answered(api.GET("/api/v1/review/satisfaction/", options));
}

export type ListName = "consultations" | "queue";

export async function listEntries(
  list: ListName,
  wanted: Wanted,
  cursor: string | null,
): Promise<Page<Entry>> {
  const query = { ...wanted, ...(cursor ? { cursor } : {}) };
  const path = `/api/v1/review/${list}/` as const;
  const page = await answered(api.GET(path, { params: { query } }));
  return { next: page.next ?? null, results: page.results };
}

export async function readReviewed(id: string): Promise<Reviewed> {
  return await answered(api.GET("/api/v1/review/consultations/{id}/", at(id)));
}

export async function giveVerdict(id: string, wish: VerdictWish): Promise<Reviewed> {
  const body = { comment: "", assignee: null, ...wish };
  const path = "/api/v1/review/consultations/{id}/verdicts/";
  return await answered(api.POST(path, { ...at(id), body }));
}

export async function readQueueCount(): Promise<{ open: number; mine: number }> {
  return await answered(api.GET("/api/v1/review/queue/count/"));
}

export async function readRules(): Promise<Rules> {
  return (await answered(api.GET("/api/v1/review/rules/"))) as Rules;
}

export async function changeRules(changes: Partial<Rules>): Promise<Rules> {
  return (await answered(api.PATCH("/api/v1/review/rules/", { body: changes }))) as Rules;
}

export async function readViews(): Promise<SavedView[]> {
  return await answered(api.GET("/api/v1/review/views/"));
}

export async function saveView(name: string, filters: Wanted): Promise<SavedView> {
  return await answered(api.POST("/api/v1/review/views/", { body: { name, filters } }));
}

export async function deleteView(id: number): Promise<void> {
  await answered(api.DELETE("/api/v1/review/views/{id}/", { params: { path: { id } } }));
}

/** The address of a download of what is asked for. */
export function exportAddress(ending: "csv" | "xlsx", wanted: Wanted): string {
  return `/api/v1/review/consultations.${ending}?${new URLSearchParams(wanted).toString()}`;
}
