import * as api from "../api/consultations";
import { serverClock } from "../clock";
import { Line } from "../socket/line";
import type { DashboardMessage } from "../wire";
import type { DashboardStore } from "./store";

/** Hints may be lost at the very end, where no later one shows a hole: then ask by the clock. */
const ASK_AFTER_SILENCE = 20_000;

/** Readings are erased before the withdrawal is announced; a hint on its way may still follow. */
const ERASURE_DONE = [0, 4000];

/**
 * Keeps the store true: listens first, then reads what was stored, and reads again wherever a
 * hole shows that a hint was lost.
 */
export class DashboardSocket {
  readonly line: Line;
  private healing = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly id: string,
    private readonly store: DashboardStore,
  ) {
    this.line = new Line({
      who: "counsellor",
      ticket: () => api.dashboardTicket(id),
      onOpen: () => void this.readAll(),
      onMessage: (message) => this.hear(message as DashboardMessage),
    });
  }

  start(): void {
    this.line.start();
    clearInterval(this.timer);
    this.timer = setInterval(() => void this.readTail(), ASK_AFTER_SILENCE);
  }

  stop(): void {
    clearInterval(this.timer);
    this.line.stop();
  }

  /** Everything that is stored; after a reconnect only what is new. */
  private async readAll(): Promise<void> {
    try {
      await Promise.all([this.readPeople(), this.readMarks(), this.readHistory()]);
      this.store.historyRead.value = true;
      await this.heal();
    } catch {
      // The line is open but REST is not: begin anew as after any loss.
      this.line.replace();
    }
  }

  private hear(message: DashboardMessage): void {
    const sent = sentAt(message);
    if (sent !== null) serverClock.hear(sent);
    const peopleChanged = this.store.take(message);
    if (peopleChanged) this.readPeople().catch(ignore);
    if (message.type === "participant" && message.event === "withdrew") {
      for (const delay of ERASURE_DONE) {
        setTimeout(() => void this.readAfterWithdrawal(message.participant), delay);
      }
    }
    if (message.type === "reading" && this.store.historyRead.value) void this.heal();
  }

  private async readPeople(): Promise<void> {
    this.store.participants.value = await api.readParticipants(this.id);
  }

  private async readMarks(): Promise<void> {
    const [markers, summaries] = await Promise.all([
      api.readMarkers(this.id),
      api.readSummaries(this.id),
    ]);
    this.store.takeMarkers(markers);
    this.store.takeSummaries(summaries);
  }

  private async readHistory(): Promise<void> {
    let after = this.store.historyRead.value ? this.store.lastId() : 0;
    for (;;) {
      const page = await api.readHistory(this.id, after);
      this.store.takeReadings(page.results);
      if (!page.more || page.results.length === 0) return;
      after = Math.max(...page.results.map(({ id }) => id));
    }
  }

  /** What was recorded may have been erased with the withdrawal: read what is left. */
  private async readAfterWithdrawal(participant: string): Promise<void> {
    try {
      const page = await api.readHistory(this.id, 0);
      if (page.results.some((reading) => reading.participant === participant)) return;
      this.store.forget(participant);
    } catch {
      // The next reconnect tells.
    }
  }

  private async readTail(): Promise<void> {
    const last = this.store.readings.value.at(-1);
    const silent = !last || serverClock.now() - last.received_at > ASK_AFTER_SILENCE / 2;
    if (!silent || this.line.state.value.name !== "open") return;
    await this.readHistory().then(() => this.heal(), ignore);
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
