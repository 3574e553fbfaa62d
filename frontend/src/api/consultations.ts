import type { CallState, Marker, Summary } from "../wire";
import { request } from "./http";
import type {
  Consultation,
  NewConsultation,
  Page,
  ReadingsPage,
  ReportAnswer,
  RoomParticipant,
  Ticket,
} from "./types";

const ROOT = "/api/v1/consultations/";

export function listConsultations(
  state: CallState,
  cursor?: string | null,
): Promise<Page<Consultation>> {
  const query = new URLSearchParams({ state, ...(cursor ? { cursor } : {}) });
  return request("GET", `${ROOT}?${query.toString()}`);
}

/** The cursor inside a page's `next` address; the address itself may name another host. */
export function cursorOf(next: string | null): string | null {
  return next ? new URL(next, location.origin).searchParams.get("cursor") : null;
}

export function planConsultation(plan: NewConsultation): Promise<Consultation> {
  return request("POST", ROOT, plan);
}

export function readConsultation(id: string): Promise<Consultation> {
  return request("GET", `${ROOT}${id}/`);
}

export function changeConsultation(
  id: string,
  change: "open" | "end" | "cancel" | "invite",
): Promise<Consultation> {
  return request("POST", `${ROOT}${id}/${change}/`);
}

export function readParticipants(id: string): Promise<RoomParticipant[]> {
  return request("GET", `${ROOT}${id}/participants/`);
}

export function pauseAnalysis(id: string, paused: boolean): Promise<{ paused: boolean }> {
  return request("POST", `${ROOT}${id}/pause/`, { paused });
}

/** All streams in the order of ids, a page at a time. */
export function readHistory(id: string, afterId: number): Promise<ReadingsPage> {
  return request("GET", `${ROOT}${id}/readings/?after_id=${afterId}`);
}

/** One stream after a position: what heals a gap. */
export function readStream(id: string, stream: string, after: number): Promise<ReadingsPage> {
  return request("GET", `${ROOT}${id}/readings/?stream=${stream}&after=${after}`);
}

export function readSummaries(id: string): Promise<Summary[]> {
  return request("GET", `${ROOT}${id}/summary/`);
}

export function readMarkers(id: string): Promise<Marker[]> {
  return request("GET", `${ROOT}${id}/markers/`);
}

export function dropMarker(id: string, text: string, at: number): Promise<Marker> {
  return request("POST", `${ROOT}${id}/markers/`, { text, at });
}

export function dashboardTicket(id: string): Promise<Ticket> {
  return request("POST", `${ROOT}${id}/tickets/`);
}

export function readReport(id: string): Promise<ReportAnswer> {
  return request("GET", `${ROOT}${id}/report/`);
}

export function rebuildReport(id: string): Promise<unknown> {
  return request("POST", `${ROOT}${id}/report/`);
}

export const downloads = {
  pdf: (id: string) => `${ROOT}${id}/report.pdf`,
  csv: (id: string) => `${ROOT}${id}/readings.csv`,
};
