import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Call } from "../src/rtc/call";
import type { Connection, ConnectionEnds } from "../src/rtc/connection";
import type { OwnMedia } from "../src/rtc/ownMedia";
import type { Media, Role } from "../src/wire";
import { FakeSocket } from "./sockets";

const READY = { type: "ready", polite: false, ice: [{ urls: ["stun:a"] }] };
const ERIN = "e".repeat(32);

/** A connection in the hands of a test: it plays the network. */
class FakeConnection {
  static made: FakeConnection[] = [];
  state: RTCPeerConnectionState = "new";
  readonly receive = vi.fn();
  readonly sendTracks = vi.fn();
  readonly restart = vi.fn();
  readonly close = vi.fn();

  constructor(readonly ends: ConnectionEnds) {
    FakeConnection.made.push(this);
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

let call: Call;
let media: ReturnType<typeof ownMedia>;
const onChat = vi.fn();
const only = () => FakeConnection.made.at(-1) as FakeConnection;
const said = (type: string) => FakeSocket.last().said.filter((message) => message.type === type);
const named = () => said("join").at(-1)?.peer as string;

async function joined(who: Role = "counsellor"): Promise<void> {
  const ticket = () => Promise.resolve({ ticket: "t", path: "/ws/call/", expires_in: 60 });
  const connect = (ends: ConnectionEnds) => new FakeConnection(ends) as unknown as Connection;
  call = new Call({ who, ticket, onChat, connect, media: media as unknown as OwnMedia });
  call.join();
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.last().says(READY);
}

async function connected(who: Role = "counsellor"): Promise<void> {
  await joined(who);
  FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
  only().becomes("connected");
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.made = [];
  FakeConnection.made = [];
  onChat.mockReset();
  media = ownMedia();
});
afterEach(() => {
  call.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("joining", () => {
  it("names this page, waits for the other side, and then connects", async () => {
    await joined();
    expect(named()).toMatch(/^[0-9a-f]{32}$/);
    expect(call.state.value).toBe("alone");
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(call.state.value).toBe("joining");
    expect(only().ends.polite).toBe(false);
    expect(only().ends.ice).toEqual(READY.ice);
    only().becomes("connected");
    expect(call.state.value).toBe("connected");
  });

  it("tells the other side what is sent from here, at first and at each change", async () => {
    await connected();
    const before = said("media").length;
    expect(before).toBeGreaterThan(0);
    media.media.value = { type: "media", audio: false, video: true, screen: false };
    expect(said("media").at(-1)).toMatchObject({ audio: false });
    expect(said("media")).toHaveLength(before + 1);
  });

  it("puts another track on the line without a new connection", async () => {
    await connected();
    const track = {} as MediaStreamTrack;
    media.picture.value = track;
    expect(only().sendTracks).toHaveBeenLastCalledWith(null, track);
    expect(FakeConnection.made).toHaveLength(1);
  });
});

describe("signals", () => {
  it("are taken only from the page there and for this one", async () => {
    await connected();
    const signal = { type: "signal", sender: ERIN, to: named(), candidate: {} };
    FakeSocket.last().says({ ...signal, sender: "f".repeat(32) });
    FakeSocket.last().says({ ...signal, to: "f".repeat(32) });
    expect(only().receive).not.toHaveBeenCalled();
    FakeSocket.last().says(signal);
    expect(only().receive).toHaveBeenCalledTimes(1);
  });
});

describe("the other side", () => {
  it("that reloads its page gets a new connection", async () => {
    await connected();
    const old = only();
    FakeSocket.last().says({ type: "peer", peer: "f".repeat(32), state: "here" });
    expect(old.close).toHaveBeenCalled();
    expect(FakeConnection.made).toHaveLength(2);
  });

  it("that only lost its socket keeps the one it has, and hears what is sent again", async () => {
    await connected();
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "lost" });
    expect(call.state.value).toBe("connected");
    const before = said("media").length;
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(FakeConnection.made).toHaveLength(1);
    expect(said("media")).toHaveLength(before + 1);
  });

  it("that left is gone, and may come back", async () => {
    await connected();
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "left" });
    expect(call.state.value).toBe("left");
    expect(only().close).toHaveBeenCalled();
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(call.state.value).toBe("joining");
  });
});

describe("a break of the network", () => {
  it("that mends itself is not touched", async () => {
    await connected();
    only().becomes("disconnected");
    expect(call.state.value).toBe("broken");
    await vi.advanceTimersByTimeAsync(2000);
    only().becomes("connected");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(only().restart).not.toHaveBeenCalled();
    expect(call.state.value).toBe("connected");
  });

  it.each(["counsellor", "client"] as const)("makes the %s look for another way", async (who) => {
    await connected(who);
    await vi.advanceTimersByTimeAsync(10_000);
    only().becomes("disconnected");
    await vi.advanceTimersByTimeAsync(4000);
    expect(only().restart).toHaveBeenCalledWith(READY.ice);
    expect(FakeConnection.made).toHaveLength(1);
  });

  it("that restarts do not mend makes the counsellor begin anew, under a new name", async () => {
    await connected();
    const before = named();
    only().becomes("failed");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(FakeConnection.made[0]?.restart).toHaveBeenCalledTimes(2);
    expect(FakeConnection.made.length).toBeGreaterThan(1);
    expect(named()).not.toBe(before);
  });

  it("never makes the client begin anew: two that do would miss each other", async () => {
    await connected("client");
    only().becomes("failed");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeConnection.made).toHaveLength(1);
  });

  it("tries nothing while nobody can be told", async () => {
    await connected();
    FakeSocket.last().closes(1006);
    only().becomes("failed");
    await vi.advanceTimersByTimeAsync(400);
    expect(only().restart).not.toHaveBeenCalled();
  });

  it("of the socket alone leaves the call as it is, and names the same page again", async () => {
    await connected();
    const before = named();
    FakeSocket.last().closes(1006);
    await vi.advanceTimersByTimeAsync(2000);
    FakeSocket.last().says(READY);
    expect(call.state.value).toBe("connected");
    expect(named()).toBe(before);
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(FakeConnection.made).toHaveLength(1);
  });
});

describe("the end", () => {
  it("by another page says so and can be taken back", async () => {
    await connected();
    FakeSocket.last().closes(4412, "taken_over");
    expect(call.state.value).toBe("ended");
    expect(call.line.state.value).toMatchObject({ closing: { then: "takeOver" } });
    expect(only().close).toHaveBeenCalled();
    call.join();
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says(READY);
    expect(call.state.value).toBe("alone");
  });

  it("by leaving is told to the other side", async () => {
    await connected();
    const socket = FakeSocket.last();
    call.leave();
    expect(socket.said.at(-1)).toEqual({ type: "leave" });
    expect(call.state.value).toBe("off");
    expect(call.remote.value).toBeNull();
  });
});

describe("the chat's hints", () => {
  it("are passed on; after each connection everything is read anew", async () => {
    await joined();
    expect(onChat.mock.calls).toEqual([[0]]);
    FakeSocket.last().says({ type: "chat", last: 7 });
    expect(onChat).toHaveBeenLastCalledWith(7);
  });
});
