import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { CallAtHand, ERIN, FakeConnection, READY } from "./callAtHand";
import { FakeSocket } from "./sockets";

let at: CallAtHand;
beforeEach(() => (at = new CallAtHand()));
afterEach(() => at.end());

describe("joining", () => {
  it("names this page, waits for the other side, and then connects", async () => {
    await at.joined();
    expect(at.name).toMatch(/^[0-9a-f]{32}$/);
    expect(at.call.state.value).toBe("alone");
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(at.call.state.value).toBe("joining");
    expect(FakeConnection.last().ends.polite).toBe(false);
    expect(FakeConnection.last().ends.ice).toEqual(READY.ice);
    FakeConnection.last().becomes("connected");
    expect(at.call.state.value).toBe("connected");
  });

  it("tells the other side what is sent from here, at first and at each change", async () => {
    await at.connected();
    const before = at.said("media").length;
    expect(before).toBeGreaterThan(0);
    at.media.media.value = { type: "media", audio: false, video: true, screen: false };
    expect(at.said("media").at(-1)).toMatchObject({ audio: false });
    expect(at.said("media")).toHaveLength(before + 1);
  });

  it("puts another track on the line without a new connection", async () => {
    await at.connected();
    const track = {} as MediaStreamTrack;
    at.media.picture.value = track;
    expect(FakeConnection.last().sendTracks).toHaveBeenLastCalledWith(null, track);
    expect(FakeConnection.made).toHaveLength(1);
  });
});

describe("signals", () => {
  it("are taken only from the page there and for this one", async () => {
    await at.connected();
    const signal = { type: "signal", sender: ERIN, to: at.name, candidate: {} };
    FakeSocket.last().says({ ...signal, sender: "f".repeat(32) });
    FakeSocket.last().says({ ...signal, to: "f".repeat(32) });
    expect(FakeConnection.last().receive).not.toHaveBeenCalled();
    FakeSocket.last().says(signal);
    expect(FakeConnection.last().receive).toHaveBeenCalledTimes(1);
  });
});

describe("the other side", () => {
  it("that reloads its page gets a new connection", async () => {
    await at.connected();
    const old = FakeConnection.last();
    FakeSocket.last().says({ type: "peer", peer: "f".repeat(32), state: "here" });
    expect(old.close).toHaveBeenCalled();
    expect(FakeConnection.made).toHaveLength(2);
  });

  it("that only lost its socket keeps the one it has, and hears what is sent again", async () => {
    await at.connected();
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "lost" });
    expect(at.call.state.value).toBe("connected");
    const before = at.said("media").length;
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(FakeConnection.made).toHaveLength(1);
    expect(at.said("media")).toHaveLength(before + 1);
  });

  it("that left is gone, and may come back", async () => {
    await at.connected();
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "left" });
    expect(at.call.state.value).toBe("left");
    expect(FakeConnection.last().close).toHaveBeenCalled();
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(at.call.state.value).toBe("joining");
  });
});

describe("a break of the network", () => {
  it("that mends itself is not touched", async () => {
    await at.connected();
    FakeConnection.last().becomes("disconnected");
    expect(at.call.state.value).toBe("broken");
    await vi.advanceTimersByTimeAsync(2000);
    FakeConnection.last().becomes("connected");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(FakeConnection.last().restart).not.toHaveBeenCalled();
    expect(at.call.state.value).toBe("connected");
  });

  it.each(["counsellor", "client"] as const)("makes the %s look for another way", async (who) => {
    await at.connected(who);
    await vi.advanceTimersByTimeAsync(10_000);
    FakeConnection.last().becomes("disconnected");
    await vi.advanceTimersByTimeAsync(4000);
    expect(FakeConnection.last().restart).toHaveBeenCalledWith(READY.ice);
    expect(FakeConnection.made).toHaveLength(1);
  });

  it("long after the first password has ended is mended with a fresh one", async () => {
    await at.connected();
    const ice = [{ urls: ["turn:a"], username: "2:x", credential: "fresh" }];
    FakeSocket.last().says({ type: "ice", ice });
    await vi.advanceTimersByTimeAsync(10_000);
    FakeConnection.last().becomes("disconnected");
    await vi.advanceTimersByTimeAsync(4000);
    expect(FakeConnection.last().restart).toHaveBeenCalledWith(ice);
  });

  it("that restarts do not mend makes the counsellor begin anew, under a new name", async () => {
    await at.connected();
    const before = at.name;
    FakeConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(FakeConnection.made[0]?.restart).toHaveBeenCalledTimes(2);
    expect(FakeConnection.made.length).toBeGreaterThan(1);
    expect(at.name).not.toBe(before);
  });

  it("never makes the client begin anew: two that do would miss each other", async () => {
    await at.connected("client");
    FakeConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeConnection.made).toHaveLength(1);
  });

  it("tries nothing while nobody can be told", async () => {
    await at.connected();
    FakeSocket.last().closes(1006);
    FakeConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(400);
    expect(FakeConnection.last().restart).not.toHaveBeenCalled();
  });

  it("of the socket alone leaves the call as it is, and names the same page again", async () => {
    await at.connected();
    const before = at.name;
    FakeSocket.last().closes(1006);
    await vi.advanceTimersByTimeAsync(2000);
    FakeSocket.last().says(READY);
    expect(at.call.state.value).toBe("connected");
    expect(at.name).toBe(before);
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(FakeConnection.made).toHaveLength(1);
  });
});

describe("the end", () => {
  it("by another page says so and can be taken back", async () => {
    await at.connected();
    FakeSocket.last().closes(4412, "taken_over");
    expect(at.call.state.value).toBe("ended");
    expect(at.call.line.state.value).toMatchObject({ closing: { then: "takeOver" } });
    expect(FakeConnection.last().close).toHaveBeenCalled();
    at.call.join();
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says(READY);
    expect(at.call.state.value).toBe("alone");
  });

  it("by leaving is told to the other side", async () => {
    await at.connected();
    const socket = FakeSocket.last();
    at.call.leave();
    expect(socket.said.at(-1)).toEqual({ type: "leave" });
    expect(at.call.state.value).toBe("off");
    expect(at.call.remote.value).toBeNull();
  });
});

describe("the chat's hints", () => {
  it("are passed on; after each connection everything is read anew", async () => {
    await at.joined();
    expect(at.onChat.mock.calls).toEqual([[0]]);
    FakeSocket.last().says({ type: "chat", last: 7 });
    expect(at.onChat).toHaveBeenLastCalledWith(7);
  });
});
