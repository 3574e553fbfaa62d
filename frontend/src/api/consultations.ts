import type { Language } from "../i18n";
import type { CallState, Marker, Summary } from "../wire";
import { answered, api } from "./http";
import type {
  Consultation,
  Message,
  MessagesPage,
  NewConsultation,
  Page,
  ReadingsPage,
  Room,
  RoomParticipant,
  Ticket,
  View,
} from "./types";

const at = (id: string) => ({ params: { path: { id } } });

/** What a list is narrowed to. */
export interface Wanted {
  state?: CallState;
  view?: View;
  client?: string;
  search?: string;
  since?: string;
  until?: string;
}

export async function listConsultations(
  wanted: Wanted,
  cursor?: string | null,
): Promise<Page<Consultation>> {
  const query = { ...wanted, ...(cursor ? { cursor } : {}) };
  const page = await answered(api.GET("/api/v1/consultations/", { params: { query } }));
  return { next: page.next ?? null, results: page.results as Consultation[] };
}

/** The cursor inside a page's `next` address; the address itself may name another host. */
export function cursorOf(next: string | null): string | null {
  return next ? new URL(next, location.origin).searchParams.get("cursor") : null;
}

export async function planConsultation(plan: NewConsultation): Promise<Consultation> {
  return (await answered(api.POST("/api/v1/consultations/", { body: plan }))) as Consultation;
}

export async function readConsultation(id: string): Promise<Consultation> {
  return (await answered(api.GET("/api/v1/consultations/{id}/", at(id)))) as Consultation;
}

export async function changeConsultation(
  id: string,
  change: "open" | "end" | "cancel" | "invite",
): Promise<Consultation> {
  const path = `/api/v1/consultations/{id}/${change}/` as const;
  return (await answered(api.POST(path, at(id)))) as Consultation;
}

/** Send the invitation by email; the address and the language stay in the client's file. */
export async function emailInvitation(
  id: string,
  email: string,
  language: Language,
): Promise<Consultation> {
  const path = "/api/v1/consultations/{id}/invitation/";
  return (await answered(api.POST(path, { ...at(id), body: { email, language } }))) as Consultation;
}

/** Move a planned consultation; the client is told where they were invited by email. */
export async function reschedule(id: string, when: Date): Promise<Consultation> {
  const path = "/api/v1/consultations/{id}/reschedule/";
  const body = { scheduled_at: when.toISOString() };
  return (await answered(api.POST(path, { ...at(id), body }))) as Consultation;
}

/** What an appointment at this moment would overlap, besides the one that is to be moved. */
export async function readOverlaps(when: Date, besides?: string): Promise<Consultation[]> {
  const query = { scheduled_at: when.toISOString(), ...(besides ? { besides } : {}) };
  const path = "/api/v1/consultations/overlapping/";
  return (await answered(api.GET(path, { params: { query } }))) as Consultation[];
}

export async function writeNote(id: string, note: string): Promise<Consultation> {
  const path = "/api/v1/consultations/{id}/note/";
  return (await answered(api.PUT(path, { ...at(id), body: { note } }))) as Consultation;
}

/** Erase the labels of the client's camera. */
export async function eraseLabels(id: string): Promise<Consultation> {
  return (await answered(api.POST("/api/v1/consultations/{id}/erase/", at(id)))) as Consultation;
}

/** All that is small, and how many readings there are. */
export async function readRoom(id: string): Promise<Room> {
  return (await answered(api.GET("/api/v1/consultations/{id}/room/", at(id)))) as Room;
}

export async function readParticipants(id: string): Promise<RoomParticipant[]> {
  const people = await answered(api.GET("/api/v1/consultations/{id}/participants/", at(id)));
  return people as RoomParticipant[];
}

export function pauseAnalysis(id: string, paused: boolean): Promise<{ paused: boolean }> {
  const body = { paused };
  return answered(api.POST("/api/v1/consultations/{id}/pause/", { ...at(id), body }));
}

/** All streams in the order of ids, a page at a time. */
export function readHistory(id: string, afterId: number): Promise<ReadingsPage> {
  return readReadings(id, { after_id: afterId });
}

/** One stream after a position: what heals a gap. */
export function readStream(id: string, stream: string, after: number): Promise<ReadingsPage> {
  return readReadings(id, { stream, after });
}

type ReadingsQuery = { after_id: number } | { stream: string; after: number };

async function readReadings(id: string, query: ReadingsQuery): Promise<ReadingsPage> {
  const options = { params: { path: { id }, query } };
  const page = await answered(api.GET("/api/v1/consultations/{id}/readings/", options));
  return { ...page, results: page.results };
}

export async function readSummaries(id: string): Promise<Summary[]> {
  return await answered(api.GET("/api/v1/consultations/{id}/summary/", at(id)));
}

export async function readMarkers(id: string): Promise<Marker[]> {
  return await answered(api.GET("/api/v1/consultations/{id}/markers/", at(id)));
}

/** Keep a moment (Unix ms); the same key again changes nothing. */
export async function dropMarker(
  id: string,
  body: { key: string; at: number; text: string },
): Promise<Marker> {
  return await answered(api.POST("/api/v1/consultations/{id}/markers/", { ...at(id), body }));
}

export async function rewordMarker(id: string, marker: string, text: string): Promise<Marker> {
  const path = "/api/v1/consultations/{id}/markers/{marker_id}/";
  const options = { params: { path: { id, marker_id: marker } }, body: { text } };
  return await answered(api.PATCH(path, options));
}

export async function removeMarker(id: string, marker: string): Promise<void> {
  const path = "/api/v1/consultations/{id}/markers/{marker_id}/";
  await answered(api.DELETE(path, { params: { path: { id, marker_id: marker } } }));
}

export function dashboardTicket(id: string, signal: AbortSignal): Promise<Ticket> {
  return answered(api.POST("/api/v1/consultations/{id}/tickets/", { ...at(id), signal }));
}

export function callTicket(id: string, signal: AbortSignal): Promise<Ticket> {
  return answered(api.POST("/api/v1/consultations/{id}/call/tickets/", { ...at(id), signal }));
}

export function readMessages(id: string, after: number): Promise<MessagesPage> {
  const options = { params: { path: { id }, query: { after } } };
  return answered(api.GET("/api/v1/consultations/{id}/messages/", options));
}

export function writeMessage(id: string, key: string, text: string): Promise<Message> {
  const body = { key, text };
  return answered(api.POST("/api/v1/consultations/{id}/messages/", { ...at(id), body }));
}

export const downloads = {
  ics: (id: string) => `/api/v1/consultations/${id}/consultation.ics`,
};
