import { signal } from "@preact/signals";
import { vi } from "vitest";

import { Call } from "../src/rtc/call";
import type { Connection, ConnectionEnds } from "../src/rtc/connection";
import type { OwnMedia } from "../src/rtc/ownMedia";
import type { Media, Role } from "../src/wire";
import { FakeSocket } from "./sockets";

export const READY = { type: "ready", polite: false, ice: [{ urls: ["stun:a"] }] };
export const ERIN = "e".repeat(32);

/** A connection in the hands of a test: it plays the network. */
export class FakeConnection {
  static made: FakeConnection[] = [];
  state: RTCPeerConnectionState = "new";
  readonly receive = vi.fn();
  readonly sendTracks = vi.fn();
  readonly restart = vi.fn();
  readonly close = vi.fn();

  constructor(readonly ends: ConnectionEnds) {
    FakeConnection.made.push(this);
  }

  /** The newest connection. Throws when there is none. */
  static last(): FakeConnection {
    const last = FakeConnection.made.at(-1);
    if (!last) throw new Error("nobody is connected");
    return last;
  }

  becomes(state: RTCPeerConnectionState): void {
    this.state = state;
    this.ends.onState();
  }
}

function ownMedia() {
  const sound = signal<MediaStreamTrack | null>(null);
  const picture = signal<MediaStreamTrack | null>(null);
  const media = signal<Media>({ type: "media", audio: true, video: true, screen: false });
  return { sound, picture, media };
}

/** One side's call; the test plays the clock, the server, the other side and the devices. */
export class CallAtHand {
  readonly media = ownMedia();
  readonly onChat = vi.fn();
  private made: Call | null = null;

  constructor() {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    FakeSocket.made = [];
    FakeConnection.made = [];
  }

  get call(): Call {
    if (!this.made) throw new Error("nobody has joined");
    return this.made;
  }

  async joined(who: Role = "counsellor"): Promise<void> {
    const ticket = () => Promise.resolve({ ticket: "t", path: "/ws/call/", expires_in: 60 });
    const connect = (ends: ConnectionEnds) => new FakeConnection(ends) as unknown as Connection;
    const media = this.media as unknown as OwnMedia;
    this.made = new Call({ who, ticket, onChat: this.onChat, connect, media });
    this.made.join();
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says(READY);
  }

  async connected(who: Role = "counsellor"): Promise<void> {
    await this.joined(who);
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    FakeConnection.last().becomes("connected");
  }

  /** The line has just tried once more to reach the server. */
  async tried(): Promise<void> {
    const before = FakeSocket.made.length;
    while (FakeSocket.made.length === before) await vi.advanceTimersByTimeAsync(500);
  }

  /** What was said to the server of this type. */
  said(type: string) {
    return FakeSocket.last().said.filter((message) => message.type === type);
  }

  /** How this page's connection is named. */
  get name(): string {
    return this.said("join").at(-1)?.peer as string;
  }

  end(): void {
    this.made?.leave();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }
}
