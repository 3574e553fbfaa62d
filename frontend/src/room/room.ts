import { signal } from "@preact/signals";

import { changeConsultation, pauseAnalysis, readConsultation } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { rebuildReport } from "../api/reports";
import { DashboardSocket } from "../dashboard/socket";
import { DashboardStore } from "../dashboard/store";
import { CallSession } from "../rtc/session";
import { NoteDraft } from "./noteDraft";

/** One open room: its store, its socket and what the counsellor does in it. */
export class Room {
  readonly store = new DashboardStore();
  readonly socket: DashboardSocket;
  readonly session: CallSession;
  readonly draft: NoteDraft;
  readonly state = signal<"loading" | "ready" | "unknown" | "failed">("loading");
  readonly problem = signal(false);
  /** It is being opened: a second press would only be refused. */
  readonly opening = signal(false);
  /** The page went away: an answer that comes later must not open a line that nobody closes. */
  private left = false;

  constructor(readonly id: string) {
    this.socket = new DashboardSocket(id, this.store);
    this.session = new CallSession("counsellor", id);
    this.draft = new NoteDraft(id, (marker) => this.store.takeMarkers([marker]));
  }

  async load(): Promise<void> {
    try {
      this.store.consultation.value = await readConsultation(this.id);
      this.state.value = "ready";
      if (["open", "ended"].includes(this.store.consultation.value.state)) this.listen();
    } catch (error) {
      const unknown = error instanceof Refusal && [403, 404].includes(error.status);
      this.state.value = unknown ? "unknown" : "failed";
    }
  }

  /** Look again, by the clock, while it is not open: who waits, and whether it still is not. */
  async look(): Promise<void> {
    const found = await readConsultation(this.id).catch(() => null);
    if (!found || this.left) return;
    this.store.takeConsultation(found);
    // Opened and ended elsewhere while this device slept: its report is still to come.
    if (["open", "ended"].includes(found.state)) this.listen();
  }

  leave(): void {
    this.left = true;
    this.draft.close();
    this.socket.stop();
    this.session.close();
  }

  /** The session had ended, and line and call with it: begin anew where they stopped. */
  signedInAgain(): void {
    if (this.state.value !== "ready") void this.load();
    if (this.store.consultation.value?.state !== "open") return;
    this.socket.line.again();
    if (this.session.wish.value.stand === "in") this.session.join();
  }

  async open(): Promise<void> {
    if (this.opening.value) return;
    this.opening.value = true;
    await this.step(async () => {
      this.store.consultation.value = await changeConsultation(this.id, "open");
      this.listen();
    });
    this.opening.value = false;
  }

  /** The line stays: it tells when the report is ready. */
  async end(): Promise<void> {
    await this.step(async () => {
      this.store.takeConsultation(await changeConsultation(this.id, "end"));
      if (this.session.joined.value) this.session.leave();
    });
  }

  /** Build anew the report that failed; the line tells what became of it. */
  async rebuildReport(): Promise<void> {
    await this.step(async () => {
      await rebuildReport(this.id);
      this.store.reportState.value = "building";
    });
  }

  async pause(paused: boolean): Promise<void> {
    await this.step(async () => {
      const answer = await pauseAnalysis(this.id, paused);
      const people = this.store.participants.value;
      this.store.participants.value = people.map((person) =>
        person.role === "client"
          ? { ...person, paused: answer.paused, paused_by_counsellor: paused }
          : person,
      );
    });
  }

  private listen(): void {
    if (this.left) return;
    this.socket.start();
    // What a reload or a break kept from being stored.
    void this.draft.outbox.send();
  }

  private async step(action: () => Promise<void>): Promise<void> {
    this.problem.value = false;
    try {
      await action();
    } catch (error) {
      this.problem.value = true;
      // Changed elsewhere meanwhile: show how it stands.
      if (error instanceof Refusal && error.status === 409) await this.load();
    }
  }
}
