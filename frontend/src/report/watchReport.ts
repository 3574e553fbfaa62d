import { signal } from "@preact/signals";

import { readConsultation } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { readReport, rebuildReport } from "../api/reports";
import type { Consultation, ReportAnswer } from "../api/types";

const EVERY = 1000;
/** A report takes seconds; who waits longer than this is asked less often. */
const PATIENCE = 60;
const SELDOM = 5000;

/** One report from "being built" to "ready", by itself. */
export class ReportWatch {
  readonly consultation = signal<Consultation | null>(null);
  readonly report = signal<ReportAnswer | null>(null);
  readonly trouble = signal<"unknown" | "unreachable" | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private watching = false;

  constructor(private readonly id: string) {}

  start(): void {
    this.watching = true;
    void this.ask();
  }

  stop(): void {
    this.watching = false;
    clearTimeout(this.timer);
  }

  /** Build anew what failed. */
  async rebuild(): Promise<void> {
    try {
      await rebuildReport(this.id);
      this.report.value = { state: "building", built_at: null, data: null };
      this.asked = 0;
      this.later();
    } catch {
      this.trouble.value = "unreachable";
    }
  }

  async ask(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const [consultation, report] = await Promise.all([
        readConsultation(this.id),
        readReport(this.id),
      ]);
      this.consultation.value = consultation;
      this.report.value = report;
      this.trouble.value = null;
    } catch (error) {
      const unknown = error instanceof Refusal && [403, 404].includes(error.status);
      // What is already shown stays while the server is away.
      if (unknown) this.trouble.value = "unknown";
      else if (!this.report.value) this.trouble.value = "unreachable";
    }
    if (this.unfinished()) this.later();
  }

  private unfinished(): boolean {
    const state = this.report.value?.state;
    return this.trouble.value !== "unknown" && state !== "ready" && state !== "failed";
  }

  private later(): void {
    clearTimeout(this.timer);
    if (!this.watching) return;
    const pause = ++this.asked > PATIENCE ? SELDOM : EVERY;
    this.timer = setTimeout(() => void this.ask(), pause);
  }
}
