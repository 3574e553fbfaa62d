import { signal } from "@preact/signals";

import { dashboardTicket, readConsultation } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { readReport, rebuildReport } from "../api/reports";
import type { Consultation, ReportAnswer } from "../api/types";
import { Line } from "../socket/line";
import type { DashboardMessage } from "../wire";

/** How often to ask while the socket is open: a hint may be lost, too. */
const HEARD = 20_000;
/** And while there is none: administrators have no dashboard, and some networks no sockets. */
const UNHEARD = 3000;
/** A report takes seconds; who waits for more than so many questions asks less often. */
const PATIENCE = 20;

/** One report from "being built" to "ready", by itself: told over the dashboard's socket. */
export class ReportWatch {
  readonly consultation = signal<Consultation | null>(null);
  readonly report = signal<ReportAnswer | null>(null);
  readonly trouble = signal<"unknown" | "unreachable" | null>(null);
  /** Building it anew could not be asked for. */
  readonly notRebuilt = signal(false);
  private readonly line: Line;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private turn = 0;
  private watching = false;

  constructor(private readonly id: string) {
    this.line = new Line({
      who: "counsellor",
      ticket: (signal) => dashboardTicket(id, signal),
      // Whatever happened before it was open nobody told.
      onOpen: () => void this.ask(),
      onMessage: (message) => this.hear(message as DashboardMessage),
    });
  }

  start(): void {
    this.watching = true;
    void this.ask();
  }

  stop(): void {
    this.watching = false;
    clearTimeout(this.timer);
    this.line.stop();
  }

  /** Build anew what failed. */
  async rebuild(): Promise<void> {
    this.notRebuilt.value = false;
    try {
      await rebuildReport(this.id);
      // What was asked for before tells of the report that failed.
      this.turn++;
      this.report.value = { state: "building", attempt: 0, built_at: null, data: null };
      this.asked = 0;
      this.later();
    } catch {
      this.notRebuilt.value = true;
      // Somebody else may have it built already.
      void this.ask();
    }
  }

  async ask(): Promise<void> {
    clearTimeout(this.timer);
    const turn = ++this.turn;
    try {
      const [consultation, report] = await Promise.all([
        readConsultation(this.id),
        readReport(this.id),
      ]);
      // A slow answer must not take away what a later one brought.
      if (turn !== this.turn) return;
      this.consultation.value = consultation;
      this.report.value = report;
      this.trouble.value = null;
    } catch (error) {
      if (turn !== this.turn) return;
      const unknown = error instanceof Refusal && [403, 404].includes(error.status);
      // What is already shown stays while the server is away.
      if (unknown) this.trouble.value = "unknown";
      else if (!this.report.value) this.trouble.value = "unreachable";
    }
    this.goOn();
  }

  private hear(message: DashboardMessage): void {
    const shown = this.report.value;
    if (message.type === "call" && message.state !== this.consultation.value?.state) {
      void this.ask();
    }
    if (message.type !== "report" || shown?.state === "ready") return;
    if (message.state !== "building") {
      void this.ask();
      return;
    }
    const { state, attempt } = message;
    this.report.value = { state, attempt, built_at: null, data: null };
    this.later();
  }

  /** Listen until the report is there: one that failed may be built by somebody else. */
  private goOn(): void {
    const over = this.trouble.value === "unknown" || this.report.value?.state === "ready";
    if (over) this.line.stop();
    // Whom the server lets watch no consultation it told so.
    else if (this.watching && this.line.state.value.name !== "ended") this.line.start();
    if (this.unfinished()) this.later();
  }

  private unfinished(): boolean {
    const state = this.report.value?.state;
    return this.trouble.value !== "unknown" && state !== "ready" && state !== "failed";
  }

  private later(): void {
    clearTimeout(this.timer);
    if (!this.watching) return;
    const told = this.line.state.value.name === "open" || ++this.asked > PATIENCE;
    this.timer = setTimeout(() => void this.ask(), told ? HEARD : UNHEARD);
  }
}
