import * as api from "../api/consultations";
import type { RoomParticipant } from "../api/types";
import { serverClock } from "../clock";
import { Line } from "../socket/line";
import type { DashboardMessage, Marker } from "../wire";
import type { DashboardStore } from "./store";

/** A lost hint about people, state or markers leaves no hole to see: so ask by the clock, too. */
const ASK_EVERY = 20_000;

/** Under load a hint is seconds on its way: to read its reading meanwhile is load on top. */
const ON_ITS_WAY = 4000;

/** Readings are erased before the withdrawal is announced; a hint on its way may still follow. */
const ERASURE_DONE = [0, 4000];

/**
 * Keeps the store true: listens first, then reads what was stored, again wherever a hole shows that
 * a hint was lost, and after every reconnect. Every 20 s it asks for what is small, and reads of the
 * rest what is missing.
 */
export class DashboardSocket {
  readonly line: Line;
  private healing = false;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly erasures = new Set<ReturnType<typeof setTimeout>>();
  /** Questions who takes part, and the latest that was answered: answers overtake each other. */
  private peopleAsked = 0;
  private peopleAnswered = 0;

  constructor(
    private readonly id: string,
    private readonly store: DashboardStore,
  ) {
    this.line = new Line({
      who: "counsellor",
      ticket: (signal) => api.dashboardTicket(id, signal),
      // The line is open but REST is not: begin anew as after any loss.
      onOpen: () => void this.readAll().catch(() => this.line.replace()),
      onMessage: (message) => this.hear(message as DashboardMessage),
    });
  }

  start(): void {
    this.line.start();
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      // A line may be dead and not know it: who cannot be asked tells nothing, either.
      if (this.line.state.value.name === "open") this.compare().catch(() => this.line.replace());
    }, ASK_EVERY);
  }

  stop(): void {
    clearInterval(this.timer);
    for (const timer of this.erasures) clearTimeout(timer);
    this.line.stop();
  }

  /** Everything that hints tell of; of the readings only what is new, unless some are gone. */
  async readAll(): Promise<void> {
    await Promise.all([
      this.readConsultation(),
      this.readPeople(),
      this.readMarkers(),
      this.readHistory(),
    ]);
    this.store.historyRead.value = true;
    await this.readSummaries();
    await this.heal();
  }

  /** Take what is small, and read what the store lacks: readings, or a summary of those it holds. */
  private async compare(): Promise<void> {
    if (!this.store.historyRead.value) {
      await this.readAll();
      return;
    }
    const [readings, markers] = [this.store.readings.value, this.store.markers.value];
    const asked = ++this.peopleAsked;
    const room = await api.readRoom(this.id);
    this.store.takeConsultation(room.consultation);
    this.takePeople(asked, room.participants);
    this.takeAllMarkers(markers, room.markers);
    this.store.forgetSilentCamera();
    const erased = readings.length > room.readings.number;
    if (erased || this.store.isAheadOfSummaries()) await this.readSummaries();
    if (erased) await this.forgetErased();
    await this.heal();
    await this.readWhatDidNotCome(room.readings.newest);
  }

  private async readWhatDidNotCome(newest: number): Promise<void> {
    if (newest > this.store.lastId()) await rest(ON_ITS_WAY);
    if (newest <= this.store.lastId()) return;
    await this.readHistory();
    if (this.store.isAheadOfSummaries()) await this.readSummaries();
  }

  private hear(message: DashboardMessage): void {
    const sent = sentAt(message);
    if (sent !== null) serverClock.hear(sent);
    const peopleChanged = this.store.take(message);
    if (peopleChanged) this.readPeople().catch(ignore);
    if (!this.store.historyRead.value) return;
    if (message.type === "participant" && message.event === "withdrew") {
      for (const delay of ERASURE_DONE) this.readSummariesAfter(delay);
    }
    // The state is in the message; its times and the invite link are not.
    if (message.type === "call") this.readConsultation().catch(ignore);
    if (message.type === "reading") void this.heal();
  }

  private async readConsultation(): Promise<void> {
    this.store.takeConsultation(await api.readConsultation(this.id));
  }

  private async readPeople(): Promise<void> {
    const asked = ++this.peopleAsked;
    this.takePeople(asked, await api.readParticipants(this.id));
  }

  /** What was asked for before the latest answer may be older than it: a consent, a pause. */
  private takePeople(asked: number, people: RoomParticipant[]): void {
    if (asked < this.peopleAnswered) return;
    this.peopleAnswered = asked;
    this.store.participants.value = people;
  }

  private readSummariesAfter(delay: number): void {
    const timer = setTimeout(() => {
      this.erasures.delete(timer);
      this.readSummaries().catch(ignore);
    }, delay);
    this.erasures.add(timer);
  }

  private async readMarkers(): Promise<void> {
    const held = this.store.markers.value;
    this.takeAllMarkers(held, await api.readMarkers(this.id));
  }

  /** Those that were held before the question and are not in the answer were taken away. */
  private takeAllMarkers(held: readonly Marker[], stored: readonly Marker[]): void {
    const known = new Set(stored.map(({ id }) => id));
    this.store.forgetMarkers(held.flatMap(({ id }) => (known.has(id) ? [] : [id])));
    this.store.takeMarkers(stored);
  }

  /**
   * A summary counts what is stored. Where it counts less than was held here before it was asked
   * for, something was erased meanwhile, and only then is everything read from the start.
   */
  private async readSummaries(): Promise<void> {
    const held = this.store.labelled();
    const summaries = await api.readSummaries(this.id);
    this.store.takeSummaries(summaries);
    const stored = new Map(summaries.map((one) => [one.participant, one.readings]));
    const erased = [...held].some(([id, count]) => count > (stored.get(id) ?? 0));
    if (erased) await this.forgetErased();
  }

  private async forgetErased(): Promise<void> {
    const held = this.store.readings.value;
    const stored = await this.readHistory(0);
    this.store.forgetAllBut(new Set(stored), held);
  }

  /** Read and take all readings after an id, or what is new; return their ids. */
  private async readHistory(from?: number): Promise<number[]> {
    let after = from ?? (this.store.historyRead.value ? this.store.lastId() : 0);
    const ids: number[] = [];
    for (;;) {
      const page = await api.readHistory(this.id, after);
      this.store.takeReadings(page.results);
      ids.push(...page.results.map(({ id }) => id));
      if (!page.more || page.results.length === 0) return ids;
      after = Math.max(...page.results.map(({ id }) => id));
    }
  }

  private async heal(): Promise<void> {
    if (this.healing) return;
    this.healing = true;
    try {
      for (const { stream, after, until } of this.store.positions.gaps()) {
        const page = await api.readStream(this.id, stream, after);
        this.store.takeReadings(page.results);
        if (!page.more) this.store.positions.settle(stream, until);
      }
    } catch {
      // The hole stays known; the next reading asks again.
    } finally {
      this.healing = false;
    }
  }
}

/** When the server sent a message, by its own clock; null where it names another moment or none. */
function sentAt(message: DashboardMessage): number | null {
  switch (message.type) {
    case "call":
    case "participant":
    case "summary":
      return message.at;
    case "reading":
      return message.received_at;
    default:
      return null;
  }
}

function ignore(): void {
  // Whatever was not read now is read after the next hint or reconnect.
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
