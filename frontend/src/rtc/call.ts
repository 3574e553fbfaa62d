import { effect, signal, untracked } from "@preact/signals";

import type { Ticket } from "../api/types";
import { Line } from "../socket/line";
import type { CallMessage, CallRequest, IceServer, Media, PeerState, Role } from "../wire";
import { callClosing } from "../words/call";
import type { CallState } from "./callState";
import { Connection, type ConnectionEnds } from "./connection";
import type { OwnMedia } from "./ownMedia";

export interface CallEnds {
  who: Role;
  ticket: (signal: AbortSignal) => Promise<Ticket>;
  media: OwnMedia;
  onChat: (last: number) => void;
  /** A seam for tests. */
  connect?: (ends: ConnectionEnds) => Connection;
}

const LOOK_EVERY = 1000;
/** A short break mends itself. */
const RESTART_AFTER = 3000;
const TRY_EVERY = 6000;
/** So long a page may be neither seen nor heard of: a reload or a restart of the service is shorter. */
const GONE_AFTER = 15_000;
/** Restarts of ICE before the whole connection is made anew. */
const RESTARTS = 2;

/** One side's part in a call: it alone owns the socket and the connection to the other side. */
export class Call {
  readonly state = signal<CallState>("off");
  readonly remote = signal<MediaStream | null>(null);
  /** What the other side sends, by its own word. */
  readonly theirs = signal<Media | null>(null);
  readonly line: Line;
  private ice: readonly IceServer[] = [];
  private own = newName();
  private other = "";
  private connection: Connection | null = null;
  private wasConnected = false;
  /** When the way to the other side was last there, or a try to find one began; ms. */
  private since = 0;
  private triedAt = 0;
  private tries = 0;
  /** Since when the server has not known the other side's page, or null while it does; ms. */
  private missingSince: number | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private stopEffect: () => void = () => undefined;

  constructor(private readonly ends: CallEnds) {
    this.line = new Line({
      who: ends.who,
      ticket: ends.ticket,
      closing: (code) => callClosing(code, ends.who),
      onMessage: (message) => this.hear(message as CallMessage),
    });
  }

  join(): void {
    if (this.timer !== undefined) return;
    this.own = newName();
    this.state.value = "connecting";
    this.timer = setInterval(() => this.look(), LOOK_EVERY);
    // Before the effects: an end of the last time must not end this one.
    this.line.again();
    const { media } = this.ends;
    const stopTracks = effect(() => {
      // Read also while there is no connection: a change later must still be heard.
      const [sound, picture] = [media.sound.value, media.picture.value];
      this.connection?.sendTracks(sound, picture);
    });
    const stopTelling = effect(() => this.say(media.media.value));
    const stopWatching = effect(() => {
      if (this.line.state.value.name === "ended") untracked(() => this.stop("ended"));
    });
    this.stopEffect = () => [stopTracks, stopTelling, stopWatching].forEach((stop) => stop());
  }

  /** Leave on purpose: the other side is told so. */
  leave(): void {
    this.say({ type: "leave" });
    this.line.stop();
    this.stop("off");
  }

  private stop(state: CallState): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.stopEffect();
    this.part();
    this.other = "";
    this.state.value = state;
  }

  private hear(message: CallMessage): void {
    switch (message.type) {
      case "ready":
        this.ice = message.ice;
        this.say({ type: "join", peer: this.own });
        if (!this.connection) this.state.value = "alone";
        // Whoever went while this socket was away is never told of: only who is there, is.
        else this.missingSince ??= Date.now();
        this.ends.onChat(0);
        break;
      case "ice":
        this.ice = message.ice;
        break;
      case "peer":
        this.meet(message.peer, message.state);
        break;
      case "signal":
        if (message.sender === this.other && message.to === this.own) {
          this.connection?.receive(message);
        }
        break;
      case "media":
        this.theirs.value = message;
        break;
      case "chat":
        this.ends.onChat(message.last);
        break;
      case "refused":
        console.warn("call: refused", message.reason);
        break;
      case "closed":
        break;
    }
  }

  private meet(peer: string, state: PeerState): void {
    if (state === "here") {
      const known = peer === this.other && this.connection;
      this.other = peer;
      this.missingSince = null;
      if (!known) this.begin();
      // Its socket, or this one, was away: it may have missed the last word.
      this.say(this.ends.media.media.value);
    } else if (peer === this.other && state === "left") {
      this.part();
      this.other = "";
      this.state.value = "left";
    } else if (peer === this.other) {
      // A lost socket is no lost call: the connection itself tells when the way is gone.
      this.missingSince = Date.now();
    }
  }

  private begin(): void {
    this.part();
    const { ends } = this;
    const { media } = ends;
    const make = ends.connect ?? ((given) => new Connection(given));
    this.state.value = "joining";
    this.since = this.triedAt = Date.now();
    this.connection = make({
      ice: this.ice,
      polite: ends.who === "client",
      send: (step) => this.say({ type: "signal", sender: this.own, to: this.other, ...step }),
      tracks: () => [media.sound.peek(), media.picture.peek()],
      onRemote: (stream) => (this.remote.value = stream),
      onState: () => this.look(),
    });
  }

  private part(): void {
    this.connection?.close();
    this.connection = null;
    this.wasConnected = false;
    this.tries = 0;
    this.missingSince = null;
    this.remote.value = null;
    this.theirs.value = null;
  }

  /** See how the connection stands, and mend what does not mend itself. */
  private look(): void {
    const { connection } = this;
    if (!connection) return;
    const now = Date.now();
    if (connection.state === "connected") {
      this.wasConnected = true;
      this.since = now;
      this.tries = 0;
      this.state.value = "connected";
      return;
    }
    if (this.isGone(now)) {
      this.giveUp();
      return;
    }
    this.state.value = this.wasConnected ? "broken" : "joining";
    const patience = this.wasConnected ? RESTART_AFTER : TRY_EVERY;
    const hopeless = connection.state === "failed";
    if (!hopeless && now - this.since < patience) return;
    // Both sides look; where nobody can be told, there is nothing to try.
    if (this.line.state.value.name !== "open" || this.missingSince !== null) return;
    if (now - this.triedAt < TRY_EVERY) return;
    this.triedAt = now;
    this.mend(connection);
  }

  /** Neither the connection nor the server has known anything of the other page for a while. */
  private isGone(now: number): boolean {
    if (this.missingSince === null || this.line.state.value.name !== "open") return false;
    return now - Math.max(this.missingSince, this.since) >= GONE_AFTER;
  }

  /** Wait for the other side. It may still hold its end: under a new name it, too, begins anew. */
  private giveUp(): void {
    this.part();
    this.other = "";
    this.state.value = "gone";
    this.own = newName();
    this.say({ type: "join", peer: this.own });
  }

  private mend(connection: Connection): void {
    if (this.wasConnected && this.tries < RESTARTS) {
      this.tries++;
      connection.restart(this.ice);
    } else if (this.ends.who === "counsellor") {
      // Under a new name the other side, too, begins from nothing.
      this.own = newName();
      this.say({ type: "join", peer: this.own });
      this.begin();
    }
  }

  private say(message: CallRequest): void {
    this.line.send(JSON.stringify(message));
  }
}

function newName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
