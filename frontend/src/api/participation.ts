import { language } from "../i18n";
import { answered, api, older } from "./http";
import type {
  Access,
  ConsentText,
  Invite,
  Message,
  MessagesPage,
  Participation,
  Ticket,
} from "./types";

export type Decision = "granted" | "refused";

const of = (participation: string) => ({
  params: { path: { participation_id: participation } },
});

export async function readInvite(token: string): Promise<Invite> {
  const options = { params: { path: { token } } };
  return (await answered(api.GET("/api/v1/invites/{token}/", options))) as Invite;
}

/** The appointment for the client's own calendar. */
export function appointmentAddress(token: string): string {
  return `/api/v1/invites/${token}/consultation.ics`;
}

export async function join(
  token: string,
  name: string,
  decision: Decision | null,
  consent: ConsentText,
): Promise<Participation> {
  const { text_hash, language: read } = consent;
  const body = { name, decision, text_hash, language: read };
  const options = { params: { path: { token } }, body };
  return (await answered(api.POST("/api/v1/invites/{token}/join/", options))) as Participation;
}

export async function readParticipation(id: string): Promise<Participation> {
  const part = answered(api.GET("/api/v1/participations/{participation_id}/", of(id)));
  return (await part) as Participation;
}

/** Decide anew about the text that was shown. */
export function decide(
  id: string,
  decision: Decision,
  { text_hash, language: read }: ConsentText,
): Promise<Participation> {
  return record(id, { decision, text_hash, language: read, erase: false });
}

/** Take the consent back; `erase` also deletes what was recorded so far. */
export function withdraw(id: string, erase: boolean): Promise<Participation> {
  return record(id, { decision: "withdrawn", text_hash: "", language: language(), erase });
}

interface Recorded {
  decision: Decision | "withdrawn";
  text_hash: string;
  language: string;
  erase: boolean;
}

async function record(id: string, body: Recorded): Promise<Participation> {
  const path = "/api/v1/participations/{participation_id}/consent/";
  return (await answered(api.POST(path, { ...of(id), body }))) as Participation;
}

export async function pauseOwnAnalysis(id: string, paused: boolean): Promise<Participation> {
  const path = "/api/v1/participations/{participation_id}/pause/";
  return (await answered(api.POST(path, { ...of(id), body: { paused } }))) as Participation;
}

/** Who looked at this client's data, the latest first; with `before`, what is older than it. */
export async function readOwnViews(id: string, before?: number): Promise<Access[]> {
  const options = { params: { path: { participation_id: id }, query: older(before) } };
  return await answered(api.GET("/api/v1/participations/{participation_id}/views/", options));
}

export function cameraTicket(id: string, signal: AbortSignal): Promise<Ticket> {
  return answered(
    api.POST("/api/v1/participations/{participation_id}/tickets/", { ...of(id), signal }),
  );
}

export function ownCallTicket(id: string, signal: AbortSignal): Promise<Ticket> {
  return answered(
    api.POST("/api/v1/participations/{participation_id}/call/tickets/", { ...of(id), signal }),
  );
}

export function readOwnMessages(id: string, after: number): Promise<MessagesPage> {
  const options = { params: { path: { participation_id: id }, query: { after } } };
  return answered(api.GET("/api/v1/participations/{participation_id}/messages/", options));
}

export function writeOwnMessage(id: string, key: string, text: string): Promise<Message> {
  const options = { ...of(id), body: { key, text } };
  return answered(api.POST("/api/v1/participations/{participation_id}/messages/", options));
}

export async function eraseOwnMessages(id: string): Promise<void> {
  await answered(api.DELETE("/api/v1/participations/{participation_id}/messages/", of(id)));
}
