/** Every message that crosses a socket of the product. Mirrors consult/live/wire.py. */

export const VERSION = 1;
export const HEADER_BYTES = 22;
export const MAX_MESSAGE_BYTES = 65536;
export const CREDITS = 2;
export const PROTOCOL = "consult.v1";
export const TICKET_PREFIX = "ticket.";
export const NOT_SIGNED_IN = 4401;
export const NOT_ALLOWED = 4403;
export const CONSENT_MISSING = 4409;
export const CONSULTATION_OVER = 4410;
export const TAKEN_OVER = 4412;
export const TOO_LARGE = 4413;
export const TOO_FAST = 4429;

export type Status =
  | "reading"
  | "no_face"
  | "many_faces"
  | "poor_quality"
  | "dropped"
  | "rejected";
export type PauseActor = "client" | "counsellor";
export type CallState = "scheduled" | "open" | "ended" | "cancelled";
export type ParticipantEvent =
  | "joined"
  | "left"
  | "consented"
  | "refused"
  | "withdrew"
  | "paused"
  | "resumed";
export type ReportState = "building" | "ready" | "failed";

/** What became of one frame: exactly one per frame, with its `seq`. */
export interface Answer {
  type: "answer";
  seq: number;
  status: Status;
  reason?: string;
  reading?: number;
  box?: number[];
  probabilities?: number[];
  label?: string;
}

/** How the camera may send: frames per second, JPEG width in pixels, JPEG quality 0..1. */
export interface Policy {
  type: "policy";
  rate: number;
  width: number;
  quality: number;
  credits: number;
}

/** Analysis was paused or taken up again; frames sent while paused are rejected. */
export interface Paused {
  type: "paused";
  paused: boolean;
  by: PauseActor;
}

/** Sent just before the server closes the socket, so that a page can say why. */
export interface Closed {
  type: "closed";
  code: number;
  reason: string;
}

/** One stored answer. `position` counts 1, 2, 3 within a stream: a hole means a lost hint. */
export interface Reading {
  type: "reading";
  id: number;
  participant: string;
  stream: string;
  position: number;
  seq: number;
  captured_at: number;
  received_at: number;
  status: Status;
  reason: string;
  box: number[] | null;
  probabilities: number[] | null;
  label: string | null;
  valence: number | null;
}

/** The smoothed state of one participant, by the functions the report uses. */
export interface Summary {
  type: "summary";
  participant: string;
  at: number;
  probabilities: number[] | null;
  valence: number | null;
  arousal: number | null;
  label: string | null;
  coverage: number;
  readings: number;
  camera_on_s: number;
}

/** Someone joined, left or changed what may be analysed. */
export interface Participant {
  type: "participant";
  participant: string;
  role: "client" | "counsellor";
  event: ParticipantEvent;
  at: number;
}

/** A moment the counsellor marked, with an optional note. */
export interface Marker {
  type: "marker";
  id: string;
  at: number;
  text: string;
}

/** The consultation changed its state. */
export interface Call {
  type: "call";
  state: CallState;
  at: number;
}

/** The report's building went on. */
export interface Report {
  type: "report";
  state: ReportState;
}

export type CameraMessage = Answer | Policy | Paused | Closed;
export type DashboardMessage = Reading | Summary | Participant | Marker | Call | Report | Closed;
