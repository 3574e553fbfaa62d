/**
 * The schema's shapes under the names that the pages use. A field with a default counts as
 * optional in the schema although every answer has it: hence `Required`.
 */
import type { GapKind } from "../charts/curve";
import type { Reading } from "../wire";
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type MyChanges = Schemas["PatchedMyChangesRequest"];
export type Role = Member["role"];
export type Member = Required<Schemas["Member"]>;
export type Invitation = Schemas["Invitation"];
export type AuditEntry = Schemas["AuditEntry"];
export type Policy = Required<Schemas["Policy"]>;
export type PolicyChanges = Schemas["PatchedPolicyRequest"];
export type RatingForm = Schemas["RatingForm"];
export type Rating = Schemas["Rating"];
export type RatingAnswer = Schemas["AnswerRequest"];
export type Said = Schemas["Said"];
export type Welcome = Schemas["Welcome"];
export type ApiKey = Required<Schemas["Key"]>;
export type NewApiKey = Required<Schemas["NewKey"]>;
export type Scope = ApiKey["scopes"][number];
export type Webhook = Required<Schemas["Webhook"]>;
export type WebhookEvent = Webhook["events"][number];
export type Delivery = Required<Schemas["Delivery"]>;
export type Consultation = Required<Schemas["Consultation"]>;
export type View = "upcoming" | "past" | "unfinished";
export type Client = Required<Schemas["Client"]>;
export type NewClient = Schemas["ClientRequest"];
export type Trend = Schemas["Trend"];
export type TrendPoint = Trend["points"][number];
/** What is said over consultations that one model read. */
export type TrendRun = Trend["earlier"][number];
export type Estimate = Schemas["Estimate"];
export type Points = NonNullable<TrendPoint["rating"]>;
export type Kind = Consultation["kind"];
export type NewConsultation = Schemas["ConsultationRequest"];
export type ReportState = Consultation["report_state"];
export type RoomParticipant = Required<Schemas["Participant"]>;
export type Consent = RoomParticipant["consent"];
/** All that is small in a consultation, and how many readings there are. */
export type Room = Schemas["Room"] & {
  consultation: Consultation;
  participants: RoomParticipant[];
};
export type Ticket = Schemas["Ticket"];
export type ConsentText = Schemas["ConsentText"];

export type CallMode = Consultation["call_mode"];
export type Message = Schemas["Message"];
export type MessagesPage = Schemas["Messages"];

type PlannedConsultation = Required<Schemas["ConsultationForClient"]>;

export type Invite = Schemas["Invite"] & { consultation: PlannedConsultation };
export type Participation = Required<Schemas["Participation"]> & {
  consultation: PlannedConsultation;
  consent_text: ConsentText;
};

export interface Page<Item> {
  next: string | null;
  results: Item[];
}

export type ReadingsPage = Omit<Schemas["Readings"], "results"> & { results: Reading[] };

/** From, to and why nothing was read; reports of the first measures do not say why. */
export type ReportGap = [from: number, to: number, kind?: Exclude<GapKind, "unknown">];

/** By expression, and the rest in which none could be named; the first measures had no rest. */
export type ReportShares = Omit<Schemas["ReportShares"], "uncertain"> & { uncertain?: number };

/** Triples are lists in the schema, which knows no tuples. */
export type ReportParticipant = Omit<
  Schemas["ReportParticipant"],
  "gaps" | "strip" | "shares" | "baseline_shift"
> & {
  gaps: ReportGap[];
  strip: [number, number, string][];
  shares: ReportShares | null;
  baseline_shift?: number | null;
};
export type TurningPoint = NonNullable<ReportParticipant["turning_points"]>[number];
export type ReportRating = NonNullable<ReportData["rating"]>;
export type Access = Schemas["Access"];
export type ModelCard = Schemas["ModelCard"];
export type ModelEvaluation = NonNullable<ModelCard["evaluation"]>;
export type SharedReport = Omit<Schemas["SharedReport"], "shares" | "strip" | "gaps"> & {
  shares: ReportShares | null;
  strip: [number, number, string][];
  gaps: ReportGap[];
};
export type ReportData = Omit<Schemas["ReportData"], "participants" | "readings_deleted_at"> & {
  readings_deleted_at?: number | null;
  participants: ReportParticipant[];
};
export type ReportAnswer = Omit<Schemas["Report"], "data"> & { data: ReportData | null };

export type Satisfaction = Schemas["Satisfaction"];
export type Share = Schemas["Share"];
export type Mean = Schemas["Mean"];
export type Stretch = Schemas["Stretch"];
export type OfCounsellor = Schemas["OfCounsellor"];
export type SelfReport = Schemas["SelfReport"];
export type Entry = Schemas["Entry"];
export type Reason = Schemas["Reason"];
export type Reviewed = Schemas["Reviewed"];
export type Verdict = Schemas["Verdict"];
export type VerdictWish = Partial<Schemas["VerdictWishRequest"]> & { act: Verdict["act"] };
export type Rules = Required<Schemas["Rules"]>;
export type SavedView = Schemas["SavedView"];
