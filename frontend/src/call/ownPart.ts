import { computed, signal } from "@preact/signals";

import { Refusal } from "../api/refusal";
import {
  type Decision,
  decide,
  eraseOwnMessages,
  pauseOwnAnalysis,
  readParticipation,
  withdraw,
} from "../api/participation";
import type { Participation } from "../api/types";
import { CameraSocket } from "../camera/socket";
import type { PauseActor } from "../wire";
import { agreedHere, rememberAgreement } from "./agreed";
import { rememberPause, unheardPause } from "./unheardPause";

/** Why the server says nothing of this participation, or no more. */
type Trouble = "stranger" | "replaced" | "replacedForGood" | "failed";
/** Where the client stands, in the order in which it happens. */
export type Stage = "loading" | Trouble | "waiting" | "open" | "over";

/** Nothing comes after these. */
const ENDS: readonly Stage[] = ["over", "stranger", "replacedForGood"];

const SOON = 2500;
const LATER = 15_000;
/** One request may get lost, and nobody need hear of it. */
const LONG_UNANSWERED = 2;

/**
 * The client's own part in a consultation: what the server knows of it, and the camera's socket
 * while analysis is allowed. It alone changes `participation`.
 */
export class OwnPart {
  readonly participation = signal<Participation | null>(null);
  readonly problem = signal<Refusal | null>(null);
  private readonly trouble = signal<Trouble | null>(null);
  /** How many looks in a row brought no answer. */
  private readonly unanswered = signal(0);
  /** What stands here may be out of date: the server has not been reached for some seconds. */
  readonly unreachable = computed(() => this.unanswered.value >= LONG_UNANSWERED);
  /** Sending is held while a person is deciding about their consent. */
  readonly held = signal(false);
  /** The yes in force was said in this browser. */
  private readonly agreed = signal(false);
  /** The yes was taken back on this page just now: nothing has told the person yet. */
  withdrewHere = false;
  readonly socket: CameraSocket;
  readonly stage = computed<Stage>(() => {
    const part = this.participation.value;
    if (!part) return this.trouble.value ?? "loading";
    const { state } = part.consultation;
    if (state === "open") return "open";
    return state === "scheduled" ? "waiting" : "over";
  });
  /**
   * Analysis is allowed, by the practice as by the client, and it was allowed here: another
   * browser's yes switches on no camera.
   */
  readonly allowedHere = computed(() => {
    const part = this.participation.value;
    return this.agreed.value && part?.consent === "granted" && part.analysis_offered;
  });
  readonly analysing = computed(() => this.stage.value === "open" && this.allowedHere.value);
  /** People see and hear each other on this page, not in another call tool. */
  readonly callHere = computed(() => this.participation.value?.consultation.call_mode === "here");
  /**
   * The check before the call leaves the camera open, so that the browser asks once. It stays so
   * until it is known that this page may not use it after all.
   */
  readonly cameraMustBeOff = computed(() => {
    if (this.stage.value.startsWith("replaced")) return true;
    if (this.participation.value === null) return false;
    // In a call the camera is the call's, whatever was decided about the analysis.
    return this.stage.value === "over" || !(this.callHere.value || this.allowedHere.value);
  });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watching = false;
  /** Counts what changed here: the answer to a look that began before tells what was before. */
  private changes = 0;
  /** Steps of the client that the server has not answered yet. */
  private underWay = 0;
  /** Counts the socket's news. */
  private news = 0;

  constructor(readonly id: string) {
    this.agreed.value = agreedHere(id);
    this.socket = new CameraSocket(id, () => {
      this.changes++;
      this.news++;
      void this.look();
    });
    this.socket.holdHere(unheardPause(id));
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
    if (paused) this.hold(true);
    const done = await this.change(() => pauseOwnAnalysis(this.id, paused));
    if (done) this.hold(false);
  }

  async withdraw(erase: boolean): Promise<boolean> {
    // Before it is sent: the socket may tell what became of it sooner than the answer does.
    this.withdrewHere = true;
    const done = await this.change(() => withdraw(this.id, erase));
    if (!done) this.withdrewHere = false;
    if (done) this.socket.line.stop();
    return done !== null;
  }

  /** Erase what the client wrote in the chat. Returns whether the server did. */
  async eraseMessages(): Promise<boolean> {
    try {
      await eraseOwnMessages(this.id);
    } catch {
      return false;
    }
    await this.look();
    return true;
  }

  async decide(decision: Decision): Promise<void> {
    const text = this.participation.value?.consent_text;
    if (!text) return;
    await this.change(async () => {
      const decided = await decide(this.id, decision, text);
      this.agree(decision === "granted");
      return decided;
    });
  }

  /** Read the state now, for example because the camera's socket heard that it changed. */
  async look(): Promise<void> {
    clearTimeout(this.timer);
    const before = this.changes;
    try {
      const part = await readParticipation(this.id);
      if (before === this.changes && this.underWay === 0) this.take(part);
      this.trouble.value = null;
      this.unanswered.value = 0;
      await this.repeatPause();
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === "failed") this.unanswered.value++;
      // A lost answer does not let in again who was put out.
      if (trouble !== "failed" || this.trouble.value !== "replaced") this.trouble.value = trouble;
      // Who came by a link that has a newer one is out, also in the middle of a call.
      if (trouble.startsWith("replaced")) this.participation.value = null;
    }
    clearTimeout(this.timer);
    if (!this.watching || ENDS.includes(this.stage.value)) return;
    // An open line tells what changes; where there is none, only looking does.
    const told = this.analysing.value && this.socket.line.state.value.name === "open";
    // Who was put out waits for the end, and may then see what is held of them.
    const later = told || this.stage.value === "replaced";
    this.timer = setTimeout(() => void this.look(), later ? LATER : SOON);
  }

  /** An own pause that did not reach the server is said again until it does. */
  private async repeatPause(): Promise<void> {
    if (!this.socket.ownPause.value || this.underWay > 0) return;
    try {
      this.take(await pauseOwnAnalysis(this.id, true));
      this.hold(false);
    } catch {
      // It holds here meanwhile; the next look says it again.
    }
  }

  private hold(held: boolean): void {
    this.socket.holdHere(held);
    rememberPause(this.id, held);
  }

  private async change(step: () => Promise<Participation>): Promise<Participation | null> {
    this.problem.value = null;
    this.underWay++;
    const before = this.news;
    const changed = await step().catch((error: unknown) => {
      this.problem.value = error instanceof Refusal ? error : new Refusal(-1, "", "");
      return null;
    });
    this.underWay--;
    this.changes++;
    if (changed) this.take(changed);
    // The answer may be older than what the socket told meanwhile: only the server knows.
    if (!changed || this.news !== before) void this.look();
    return changed;
  }

  private take(part: Participation): void {
    this.participation.value = part;
    this.socket.takePause(holders(part));
    // A yes that was taken back, wherever, is no yes any more: the next one must be said here.
    if (part.consent !== "granted") this.agree(false);
  }

  private agree(agreed: boolean): void {
    this.agreed.value = agreed;
    rememberAgreement(this.id, agreed);
  }
}

function holders(part: Participation): PauseActor[] {
  return [
    ...(part.paused_by_client ? (["client"] as const) : []),
    ...(part.paused_by_counsellor ? (["counsellor"] as const) : []),
  ];
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Refusal) || ![401, 403, 404].includes(error.status)) return "failed";
  if (error.code === "link_replaced_over") return "replacedForGood";
  return error.code === "link_replaced" ? "replaced" : "stranger";
}
