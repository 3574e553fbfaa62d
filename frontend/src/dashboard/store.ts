import { computed, signal } from "@preact/signals";

import type { Consultation, ReportState, RoomParticipant } from "../api/types";
import { serverClock } from "../clock";
import type { DashboardMessage, Marker, Participant, Rate, Reading, Summary } from "../wire";
import { mergeReadings, Positions } from "./merge";
import type { Stop } from "./stops";

/** A consultation goes one way: what was under way when it moved on must not turn it back. */
const ORDER = ["scheduled", "open", "ended", "cancelled", "not_held"];

/** So long, in ms, a camera that is there leaves no frame unanswered. */
const SILENCE = 15_000;

/**
 * All that the room knows of one consultation. Hints from the socket and pages from REST go
 * through the same `take…` methods, so that it never matters which came first.
 */
export class DashboardStore {
  readonly consultation = signal<Consultation | null>(null);
  readonly readings = signal<Reading[]>([]);
  readonly summaries = signal<Record<string, Summary>>({});
  readonly participants = signal<RoomParticipant[]>([]);
  readonly markers = signal<Marker[]>([]);
  /** Whose camera is connected now, as far as was heard. */
  readonly cameras = signal<Record<string, boolean>>({});
  /** How many pictures a second the service takes of each camera, as far as was heard. */
  readonly rates = signal<Record<string, Rate>>({});
  readonly reportState = signal<ReportState>("none");
  readonly historyRead = signal(false);
  readonly positions = new Positions();
  private readonly unmarked = new Set<string>();

  /** When the call began, Unix seconds, or null before it has. */
  readonly openedAt = computed(() => {
    const opened = this.consultation.value?.opened_at;
    return opened ? Date.parse(opened) / 1000 : null;
  });
  readonly client = computed(
    () => this.participants.value.find(({ role }) => role === "client") ?? null,
  );
  /** When the client's camera was not to be analysed. */
  readonly clientStops = computed<Stop[]>(() =>
    (this.client.value?.stops ?? []).map(({ since, until, kind }) => ({
      from: Date.parse(since) / 1000,
      to: until === null ? Infinity : Date.parse(until) / 1000,
      kind,
    })),
  );
  readonly clientReadings = computed(() => {
    const id = this.client.value?.id;
    return this.readings.value.filter(({ participant }) => participant === id);
  });
  readonly clientSummary = computed(() => this.summaries.value[this.client.value?.id ?? ""]);
  readonly latest = computed(() => this.clientReadings.value.at(-1) ?? null);
  readonly clientCamera = computed(() => this.cameras.value[this.client.value?.id ?? ""] ?? false);

  readonly clientRate = computed(() => this.rates.value[this.client.value?.id ?? ""] ?? null);

  /** Take a socket message. Returns true when the participants must be read anew. */
  take(message: DashboardMessage): boolean {
    switch (message.type) {
      case "reading":
        this.takeReadings([message]);
        return false;
      case "summary":
        this.takeSummaries([message]);
        return false;
      case "participant":
        this.takeEvent(message);
        return true;
      case "marker":
        this.takeMarkers([message]);
        return false;
      case "unmarked":
        this.forgetMarkers([message.id]);
        return false;
      case "call":
        this.takeState(message.state);
        return false;
      case "rate":
        this.rates.value = { ...this.rates.value, [message.participant]: message };
        return false;
      case "report":
        this.takeReport(message.state);
        return false;
      case "closed":
        return false;
    }
  }

  takeReadings(incoming: readonly Reading[]): void {
    for (const { stream, position } of incoming) this.positions.note(stream, position);
    this.readings.value = mergeReadings(this.readings.value, incoming);
    const newest = incoming.at(-1);
    if (newest && serverClock.now() - newest.received_at < 5000)
      this.setCamera(newest.participant, true);
  }

  takeSummaries(incoming: readonly Summary[]): void {
    const summaries = { ...this.summaries.value };
    for (const summary of incoming) {
      const held = summaries[summary.participant];
      if (!held || held.at <= summary.at) summaries[summary.participant] = summary;
    }
    this.summaries.value = summaries;
  }

  takeMarkers(incoming: readonly Marker[]): void {
    const there = incoming.filter(({ id }) => !this.unmarked.has(id));
    const all = new Map([...this.markers.value, ...there].map((mark) => [mark.id, mark]));
    this.markers.value = [...all.values()].sort((a, b) => a.at - b.at);
  }

  /** For good: an answer that was on its way must not bring one back. */
  forgetMarkers(ids: readonly string[]): void {
    for (const id of ids) this.unmarked.add(id);
    this.markers.value = this.markers.value.filter(({ id }) => !this.unmarked.has(id));
  }

  /** The latest id held, from which history is read on. */
  lastId(): number {
    return this.readings.value.reduce((highest, { id }) => Math.max(highest, id), 0);
  }

  takeConsultation(read: Consultation): void {
    if (this.isBehind(read.state)) return;
    this.consultation.value = read;
    // Its hint may have been lost.
    if (read.report_state !== "none") this.takeReport(read.report_state);
  }

  /** How many labelled readings of each participant are held: what a summary counts, too. */
  labelled(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { participant, status } of this.readings.value) {
      if (status === "reading") counts.set(participant, (counts.get(participant) ?? 0) + 1);
    }
    return counts;
  }

  /** Whether more labelled readings of somebody are held than their summary counts. */
  isAheadOfSummaries(): boolean {
    const summaries = this.summaries.value;
    return [...this.labelled()].some(([id, count]) => count > (summaries[id]?.readings ?? 0));
  }

  /**
   * Take a camera that sends nothing for one that is away: its leaving may not have been heard of,
   * or a reading from before it have come after it.
   */
  forgetSilentCamera(): void {
    const client = this.client.value;
    // While it is paused none is sent.
    if (!client || client.paused) return;
    const last = this.latest.value?.received_at ?? 0;
    if (serverClock.now() - last > SILENCE) this.setCamera(client.id, false);
  }

  /** Of the readings `held` at some time, keep those that the server `still` had after it. */
  forgetAllBut(still: ReadonlySet<number>, held: readonly Reading[]): void {
    const gone = new Set(held.flatMap(({ id }) => (still.has(id) ? [] : [id])));
    this.readings.value = this.readings.value.filter(({ id }) => !gone.has(id));
  }

  private takeEvent({ participant, event }: Participant): void {
    if (event === "joined" || event === "left") this.setCamera(participant, event === "joined");
    if (event === "withdrew" || event === "refused") this.setCamera(participant, false);
  }

  private setCamera(participant: string, on: boolean): void {
    if (this.cameras.value[participant] === on) return;
    this.cameras.value = { ...this.cameras.value, [participant]: on };
  }

  private takeReport(state: ReportState): void {
    if (this.reportState.value !== "ready") this.reportState.value = state;
  }

  private takeState(state: Consultation["state"]): void {
    const held = this.consultation.value;
    if (held && !this.isBehind(state)) this.consultation.value = { ...held, state };
  }

  private isBehind(state: Consultation["state"]): boolean {
    const held = this.consultation.value;
    return held !== null && ORDER.indexOf(state) < ORDER.indexOf(held.state);
  }
}
