/** What the HTTP interface speaks, in the words of the pages. */
import type { CallState, Reading, ReportState as BuildState } from "../wire";

export type Role = "administrator" | "counsellor";
export type Kind = "counselling" | "service";
export type Consent = "none" | "granted" | "refused" | "withdrawn";
export type ReportState = "none" | BuildState;

export interface Me {
  id: string | number;
  email: string;
  name: string;
  role: Role;
  practice: { id: string | number; name: string };
}

export interface Consultation {
  id: string;
  kind: Kind;
  state: CallState;
  client_name: string;
  counsellor: { id: string | number; name: string };
  scheduled_at: string;
  opened_at: string | null;
  ended_at: string | null;
  invite_url: string | null;
  invite_expires_at: string | null;
  report_state: ReportState;
}

export interface NewConsultation {
  client_name: string;
  kind: Kind;
  scheduled_at: string;
}

export interface Page<Item> {
  next: string | null;
  previous: string | null;
  results: Item[];
}

export interface RoomParticipant {
  id: string;
  role: "client" | "counsellor";
  name: string;
  consent: Consent;
  paused: boolean;
  paused_by_counsellor?: boolean;
  present: boolean;
}

export interface StreamInfo {
  id: string;
  participant: string;
  stored: number;
  started_at: number;
  ended_at: number | null;
}

export interface ReadingsPage {
  streams: StreamInfo[];
  results: Reading[];
  more: boolean;
}

export interface Ticket {
  ticket: string;
  path: string;
  expires_in: number;
}

interface PlannedConsultation {
  id: string;
  state: CallState;
  kind: Kind;
  scheduled_at: string;
}

export interface ConsentText {
  version: string;
  language: string;
  text: string;
  text_hash: string;
  purposes: string[];
}

export interface Invite {
  consultation: PlannedConsultation;
  counsellor: { name: string };
  practice: { name: string };
  consent: ConsentText;
  participation: string | null;
}

export interface Participation {
  id: string;
  name: string;
  consultation: PlannedConsultation;
  counsellor: { name: string };
  practice: { name: string };
  consent: Exclude<Consent, "none">;
  paused: boolean;
  paused_by_client: boolean;
  paused_by_counsellor: boolean;
  retention_days: number;
  readings: number;
  consent_text: ConsentText;
}

export interface ReportSeries {
  t: number[];
  valence: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  label: (string | null)[];
}

export interface ReportIndex {
  value: number;
  low: number;
  high: number;
  mean: number;
  peak: number;
  end: number;
  n_eff: number;
}

export interface ReportParticipant {
  id: string;
  role: "client" | "counsellor";
  name: string;
  coverage: number;
  camera_on_s: number;
  valid_s: number;
  statuses: Record<string, number>;
  gaps: [number, number][];
  shares: Record<string, number> | null;
  index: ReportIndex | null;
  withheld: "coverage" | "readings" | null;
  baseline: number | null;
  series: ReportSeries;
  strip: [number, number, string][];
}

export interface ReportData {
  measures_version: string | number;
  model_version: string;
  started_at: number;
  ended_at: number;
  duration_s: number;
  sentence: string;
  markers: { at: number; text: string }[];
  participants: ReportParticipant[];
}

export interface ReportAnswer {
  state: ReportState;
  built_at: string | null;
  data: ReportData | null;
}
