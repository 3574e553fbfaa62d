import { signal } from "@preact/signals";

import { Refusal } from "../api/refusal";
import type { Ticket } from "../api/types";
import { NOT_SIGNED_IN, PROTOCOL, type Role, TICKET_PREFIX } from "../wire";
import { type Closing, closingWords } from "../words/closing";
import { backoff } from "./backoff";
import { type Ending, refusedTicket } from "./tickets";
import { onWake } from "./wake";

/** Longer than this, neither a ticket nor the first words are on their way any more. */
const PATIENCE = 10_000;

export type LineState =
  | { name: "connecting" }
  | { name: "open" }
  /** Lost or not possible yet; tries again by itself. */
  | { name: "waiting"; because: "lost" | "offline" | "not_open" }
  | { name: "ended"; closing: Closing };

export interface LineEnds {
  /** Who reads the words about an end. */
  who: Role;
  /** Asks for a ticket, until the signal says that nobody waits for it. */
  ticket: (signal: AbortSignal) => Promise<Ticket>;
  /** The server let this connection in; its first message follows. */
  onOpen?: () => void;
  onMessage: (message: { type: string }) => void;
  /** Words about an end that differ from those of a camera or dashboard. */
  closing?: (code: number) => Closing;
}

/**
 * One WebSocket that stays up: a fresh ticket for every connection, one try at a time and none
 * without end, back-off with jitter, and an end in words. It owns its socket and timer; everybody
 * else only reads `state`.
 */
export class Line {
  readonly state = signal<LineState>({ name: "connecting" });
  private socket: WebSocket | null = null;
  /** The try under way; whatever comes of an aborted one is too late. */
  private attempt: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private running = false;
  /** A refused ticket was answered by a new one; a second refusal is the end. */
  private renewed = false;
  /** What a `closed` message said: it survives a close frame that the network swallowed. */
  private announced: Ending | null = null;
  private stopListening: () => void = () => undefined;

  constructor(private readonly ends: LineEnds) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.tries = 0;
    this.renewed = false;
    window.addEventListener("online", this.hurry);
    window.addEventListener("offline", this.replaceNow);
    document.addEventListener("visibilitychange", this.hurry);
    const stopWaking = onWake(this.replaceNow);
    this.stopListening = () => {
      window.removeEventListener("online", this.hurry);
      window.removeEventListener("offline", this.replaceNow);
      document.removeEventListener("visibilitychange", this.hurry);
      stopWaking();
    };
    void this.connect();
  }

  stop(): void {
    this.running = false;
    this.stopListening();
    this.drop();
  }

  /** Begin anew after an end, for example to use the camera here. */
  again(): void {
    this.stop();
    this.start();
  }

  /** Give up a connection that went silent and open a new one. */
  replace(): void {
    if (!this.running) return;
    this.drop();
    this.wait("lost");
  }

  send(data: ArrayBuffer | string): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(data);
    return true;
  }

  /** A socket dies in silence with its network, or while the machine sleeps. */
  private readonly replaceNow = (): void => {
    if (this.state.value.name === "open") this.replace();
  };

  private readonly hurry = (): void => {
    if (this.state.value.name !== "waiting" || document.hidden) return;
    void this.connect();
  };

  private async connect(): Promise<void> {
    // A waiting line keeps saying so while it tries: words that flicker help nobody.
    if (this.state.value.name !== "waiting") this.state.value = { name: "connecting" };
    this.drop();
    const { signal } = (this.attempt = new AbortController());
    this.limit();
    let ticket: Ticket;
    try {
      ticket = await this.ends.ticket(signal);
    } catch (refusal) {
      if (!signal.aborted) this.ticketRefused(refusal);
      return;
    }
    if (!signal.aborted) this.openSocket(ticket);
  }

  /** A network that swallows everything answers nothing, either: begin anew after a while. */
  private limit(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.replace(), PATIENCE);
  }

  private ticketRefused(refusal: unknown): void {
    const verdict = refusal instanceof Refusal ? refusedTicket(refusal) : "lost";
    if (typeof verdict === "string") this.wait(verdict);
    else this.end(this.closing(verdict));
  }

  private openSocket(ticket: Ticket): void {
    this.limit();
    this.announced = null;
    const address = new URL(ticket.path, location.origin.replace(/^http/, "ws"));
    const socket = new WebSocket(address, [PROTOCOL, TICKET_PREFIX + ticket.ticket]);
    this.socket = socket;
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (socket === this.socket) this.receive(event.data);
    };
    socket.onclose = (event) => {
      if (socket !== this.socket) return;
      this.socket = null;
      this.closed(this.announced ?? { code: event.code, reason: event.reason });
    };
  }

  private receive(data: unknown): void {
    if (typeof data !== "string") return;
    const message = JSON.parse(data) as { type: string } & Partial<Ending>;
    if (message.type === "closed") this.announced = endingOf(message);
    else if (this.state.value.name !== "open") this.letIn();
    this.ends.onMessage(message);
  }

  /**
   * The server takes every handshake and looks at the ticket after it, so that it can say why it
   * closes: only its first message shows that it let this connection in.
   */
  private letIn(): void {
    clearTimeout(this.timer);
    this.tries = 0;
    this.renewed = false;
    this.state.value = { name: "open" };
    this.ends.onOpen?.();
  }

  private closed(ending: Ending): void {
    if (!this.running) return;
    // Spent or a minute old, as on a slow network: a new one helps. Who is signed out gets none.
    if (ending.code === NOT_SIGNED_IN && !this.renewed) {
      this.renewed = true;
      void this.connect();
      return;
    }
    const closing = this.closing(ending);
    if (closing.then === "retry") this.wait("lost");
    else this.end(closing);
  }

  private closing({ code, reason }: Ending): Closing {
    return this.ends.closing?.(code) ?? closingWords(code, this.ends.who, reason);
  }

  private wait(because: "lost" | "not_open"): void {
    const offline = because === "lost" && !navigator.onLine;
    this.state.value = { name: "waiting", because: offline ? "offline" : because };
    const pause = because === "not_open" ? 2000 + 1000 * Math.random() : backoff(this.tries++);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), pause);
  }

  private end(closing: Closing): void {
    this.stop();
    this.state.value = { name: "ended", closing };
  }

  /** Have no socket, and wait for none. */
  private drop(): void {
    clearTimeout(this.timer);
    this.attempt?.abort();
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }
}

function endingOf({ code, reason = "" }: Partial<Ending>): Ending | null {
  return code === undefined ? null : { code, reason };
}
