import { answered, api, older } from "./http";
import type { Access, ModelCard, ReportAnswer, SharedReport } from "./types";

const at = (id: string) => ({ params: { path: { id } } });
const of = (participation: string) => ({ params: { path: { participation_id: participation } } });

export async function readReport(id: string): Promise<ReportAnswer> {
  return (await answered(api.GET("/api/v1/consultations/{id}/report/", at(id)))) as ReportAnswer;
}

export async function rebuildReport(id: string): Promise<void> {
  await answered(api.POST("/api/v1/consultations/{id}/report/", at(id)));
}

/** Open a report to its client, or close it; when it was opened. */
export async function shareReport(id: string, shared: boolean): Promise<string | null> {
  const path = "/api/v1/consultations/{id}/sharing/";
  const state = shared
    ? await answered(api.PUT(path, at(id)))
    : await answered(api.DELETE(path, at(id)));
  return state.shared_at;
}

/** How many looks a page of them holds. */
export const VIEWS_PAGE = 200;

/** Who looked at a report or its readings, the latest first; with `before`, what is older. */
export async function readViews(id: string, before?: number): Promise<Access[]> {
  const options = { params: { path: { id }, query: older(before) } };
  return await answered(api.GET("/api/v1/consultations/{id}/views/", options));
}

/** What the counsellor shared with this browser's client. Throws a Refusal, 404 for nothing. */
export async function readSharedReport(participation: string): Promise<SharedReport> {
  const path = "/api/v1/participations/{participation_id}/report/";
  return (await answered(api.GET(path, of(participation)))) as SharedReport;
}

export async function readModels(): Promise<ModelCard[]> {
  return await answered(api.GET("/api/v1/models/"));
}

export const reportFiles = {
  pdf: (id: string) => `/api/v1/consultations/${id}/report.pdf`,
  xlsx: (id: string) => `/api/v1/consultations/${id}/report.xlsx`,
  json: (id: string) => `/api/v1/consultations/${id}/report.json`,
  csv: (id: string) => `/api/v1/consultations/${id}/readings.csv`,
};
