import { request } from "./http";
import type { ConsentText, Invite, Participation, Ticket } from "./types";

const ROOT = "/api/v1/participations/";

export type Decision = "granted" | "refused";

export function readInvite(token: string): Promise<Invite> {
  return request("GET", `/api/v1/invites/${encodeURIComponent(token)}/`);
}

export function join(
  token: string,
  name: string,
  decision: Decision,
  consent: ConsentText,
): Promise<Participation> {
  return request("POST", `/api/v1/invites/${encodeURIComponent(token)}/join/`, {
    name,
    decision,
    text_hash: consent.text_hash,
    language: consent.language,
  });
}

export function readParticipation(id: string): Promise<Participation> {
  return request("GET", `${ROOT}${id}/`);
}

/** Decide anew about the text that was shown. */
export function decide(
  id: string,
  decision: Decision,
  consent: ConsentText,
): Promise<Participation> {
  return request("POST", `${ROOT}${id}/consent/`, {
    decision,
    text_hash: consent.text_hash,
    language: consent.language,
  });
}

/** Take the consent back; `erase` also deletes what was recorded so far. */
export function withdraw(id: string, erase: boolean): Promise<Participation> {
  return request("POST", `${ROOT}${id}/consent/`, { decision: "withdrawn", erase });
}

export function pauseOwnAnalysis(id: string, paused: boolean): Promise<Participation> {
  return request("POST", `${ROOT}${id}/pause/`, { paused });
}

export function cameraTicket(id: string): Promise<Ticket> {
  return request("POST", `${ROOT}${id}/tickets/`);
}
