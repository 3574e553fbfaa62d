import { signal } from "@preact/signals";

import { cameraTicket } from "../api/participation";
import { Line } from "../socket/line";
import { type Answer, type CameraMessage, CREDITS, type PauseActor, type Policy } from "../wire";
import { Credit } from "./credit";
import { frameHeader, frameMessage } from "./header";

const FIRST_POLICY: Policy = {
  type: "policy",
  rate: 2,
  width: 320,
  quality: 0.7,
  credits: CREDITS,
};
/** Frames sent and not one answer for so long: the connection is dead without knowing it. */
const SILENCE = 15_000;

/** The camera's side of the wire: it knows frames, answers, credits and pauses, but no camera. */
export class CameraSocket {
  readonly policy = signal<Policy>(FIRST_POLICY);
  readonly answer = signal<Answer | null>(null);
  /** Who paused the analysis; null while it runs. The server's word replaces a local guess. */
  readonly pausedBy = signal<PauseActor | null>(null);
  readonly line: Line;
  private readonly credit = new Credit(CREDITS);
  private seq = 0;
  private silentSince: number | null = null;

  constructor(participation: string) {
    this.line = new Line({
      who: "client",
      ticket: () => cameraTicket(participation),
      onOpen: () => this.begin(),
      onMessage: (message) => this.receive(message as CameraMessage),
    });
  }

  /** Whether a frame may leave now. */
  maySend(now: number): boolean {
    if (this.silentSince !== null && now - this.silentSince > SILENCE) {
      this.silentSince = null;
      this.line.replace();
    }
    return (
      this.line.state.value.name === "open" && this.pausedBy.value === null && this.credit.free(now)
    );
  }

  send(jpeg: Uint8Array, capturedAt: number): void {
    const seq = ++this.seq;
    const message = frameMessage(frameHeader(seq, capturedAt), jpeg);
    if (!this.line.send(message)) return;
    const now = performance.now();
    this.credit.spend(seq, now);
    this.silentSince ??= now;
  }

  setPaused(by: PauseActor | null): void {
    this.pausedBy.value = by;
    if (by === null) return;
    this.answer.value = null;
    this.silentSince = null;
  }

  private begin(): void {
    this.seq = 0;
    this.silentSince = null;
    this.credit.reset();
    this.answer.value = null;
    // The server repeats a pause to each new connection, but not its end. An own pause stays:
    // it may be one that never reached the server.
    if (this.pausedBy.value === "counsellor") this.pausedBy.value = null;
  }

  private receive(message: CameraMessage): void {
    switch (message.type) {
      case "policy":
        this.policy.value = message;
        this.credit.setLimit(Math.min(message.credits, CREDITS));
        break;
      case "paused":
        this.setPaused(message.paused ? message.by : null);
        break;
      case "answer":
        this.credit.giveBack(message.seq, performance.now());
        this.silentSince = null;
        // A dropped frame says nothing about the face: the last words stay.
        if (message.status !== "dropped" && this.pausedBy.value === null)
          this.answer.value = message;
        break;
      case "closed":
        break;
    }
  }
}
