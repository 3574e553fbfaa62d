import { computed, signal } from "@preact/signals";

import { Refusal } from "../api/refusal";
import {
  type Decision,
  decide,
  pauseOwnAnalysis,
  readParticipation,
  withdraw,
} from "../api/participation";
import type { Participation } from "../api/types";
import { CameraSocket } from "../camera/socket";

/** Where the client stands, in the order in which it happens. */
export type Stage = "loading" | "stranger" | "failed" | "waiting" | "open" | "over";

const SOON = 2500;
const LATER = 15_000;

/**
 * The client's own part in a consultation: what the server knows of it, and the camera's socket
 * while analysis is allowed. It alone changes `participation`.
 */
export class OwnPart {
  readonly participation = signal<Participation | null>(null);
  readonly problem = signal("");
  private readonly trouble = signal<"stranger" | "failed" | null>(null);
  /** Sending is held while a person is deciding about their consent. */
  readonly held = signal(false);
  readonly socket: CameraSocket;
  readonly stage = computed<Stage>(() => {
    const part = this.participation.value;
    if (!part) return this.trouble.value ?? "loading";
    const { state } = part.consultation;
    if (state === "ended" || state === "cancelled") return "over";
    return state === "open" ? "open" : "waiting";
  });
  readonly analysing = computed(
    () => this.stage.value === "open" && this.participation.value?.consent === "granted",
  );
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watching = false;

  constructor(private readonly id: string) {
    this.socket = new CameraSocket(id);
  }

  watch(): void {
    this.watching = true;
    void this.look();
  }

  leave(): void {
    this.watching = false;
    clearTimeout(this.timer);
    this.socket.line.stop();
  }

  async pause(paused: boolean): Promise<void> {
    // The pause holds here at once; the server's word follows.
    const before = this.socket.pausedBy.value;
    if (paused) this.socket.setPaused("client");
    const done = await this.change(() => pauseOwnAnalysis(this.id, paused));
    if (done) this.socket.setPaused(pausedBy(done));
    else if (!paused) this.socket.setPaused(before);
  }

  async withdraw(erase: boolean): Promise<boolean> {
    const done = await this.change(() => withdraw(this.id, erase));
    if (done) this.socket.line.stop();
    return done !== null;
  }

  async decide(decision: Decision): Promise<void> {
    const text = this.participation.value?.consent_text;
    if (text) await this.change(() => decide(this.id, decision, text));
  }

  /** Read the state now, for example because the camera's socket heard that it changed. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    try {
      this.take(await readParticipation(this.id));
      this.trouble.value = null;
    } catch (error) {
      this.trouble.value = isStranger(error) ? "stranger" : "failed";
    }
    if (!this.watching || this.stage.value === "over" || this.stage.value === "stranger") return;
    const lookSoon = this.stage.value !== "open" || !this.analysing.value;
    this.timer = setTimeout(() => void this.look(), lookSoon ? SOON : LATER);
  }

  private async change(step: () => Promise<Participation>): Promise<Participation | null> {
    this.problem.value = "";
    try {
      const changed = await step();
      this.take(changed);
      return changed;
    } catch (error) {
      this.problem.value = error instanceof Refusal && error.status !== 0 ? "refused" : "offline";
      void this.look();
      return null;
    }
  }

  private take(part: Participation): void {
    const first = this.participation.value === null;
    this.participation.value = part;
    if (first) this.socket.setPaused(pausedBy(part));
  }
}

function pausedBy(part: Participation): "client" | "counsellor" | null {
  if (part.paused_by_counsellor) return "counsellor";
  return part.paused_by_client ? "client" : null;
}

function isStranger(error: unknown): boolean {
  return error instanceof Refusal && [401, 403, 404].includes(error.status);
}
