import { computed, signal } from "@preact/signals";

import { cameraTicket } from "../api/participation";
import { Line } from "../socket/line";
import { type Answer, type CameraMessage, CREDITS, type PauseActor, type Policy } from "../wire";
import { Credit } from "./credit";
import { frameHeader, frameMessage, type Region } from "./header";

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
  /** Everyone who holds the analysis now; empty while it runs. */
  readonly pausedBy = computed<readonly PauseActor[]>(() => {
    const told = this.told.value;
    return this.ownPause.value && !told.includes("client") ? ["client", ...told] : told;
  });
  /** The client's own pause while the server has not confirmed it: it holds here all the same. */
  readonly ownPause = signal(false);
  /** The camera that is to be sent gives no pictures any more, although it is on. */
  readonly hangs = signal(false);
  readonly line: Line;
  /** Who holds the analysis by the server's latest word. */
  private readonly told = signal<readonly PauseActor[]>([]);
  private readonly credit = new Credit(CREDITS);
  private seq = 0;
  private silentSince: number | null = null;

  /** `onNews`: what the server knows of the client's part may have changed. */
  constructor(
    participation: string,
    private readonly onNews: () => void = () => undefined,
  ) {
    this.line = new Line({
      who: "client",
      ticket: (signal) => cameraTicket(participation, signal),
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
      this.line.state.value.name === "open" &&
      this.pausedBy.value.length === 0 &&
      this.credit.free(now)
    );
  }

  /** Send a frame. Returns its number, or null where the line has just broken. */
  send(jpeg: Uint8Array, capturedAt: number, region?: Region): number | null {
    const seq = ++this.seq;
    const message = frameMessage(frameHeader(seq, capturedAt, region), jpeg);
    if (!this.line.send(message)) return null;
    const now = performance.now();
    this.credit.spend(seq, now);
    this.silentSince ??= now;
    return seq;
  }

  /** Take the server's word about who holds the analysis, from wherever it came. */
  takePause(by: readonly PauseActor[]): void {
    this.told.value = by;
    this.fallSilent();
  }

  /** Hold the analysis from here at once, until the server's word can stand for it. */
  holdHere(held: boolean): void {
    this.ownPause.value = held;
    this.fallSilent();
  }

  private fallSilent(): void {
    if (this.pausedBy.value.length === 0) return;
    this.answer.value = null;
    this.silentSince = null;
  }

  private begin(): void {
    this.seq = 0;
    this.silentSince = null;
    this.credit.reset();
    this.answer.value = null;
    // The server repeats a pause to each new connection, but not its end: ask for it.
    this.onNews();
  }

  private receive(message: CameraMessage): void {
    switch (message.type) {
      case "policy":
        this.policy.value = message;
        this.credit.setLimit(Math.min(message.credits, CREDITS));
        break;
      case "paused":
        this.takePause(message.by);
        this.onNews();
        break;
      case "answer":
        this.credit.giveBack(message.seq, performance.now());
        this.silentSince = null;
        // A dropped frame says nothing about the face: the last words stay.
        if (message.status !== "dropped" && this.pausedBy.value.length === 0)
          this.answer.value = message;
        break;
      case "closed":
        break;
    }
  }
}
