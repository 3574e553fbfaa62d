import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { CallAtHand, ERIN, FakeConnection, READY } from "./callAtHand";
import { FakeSocket } from "./sockets";

let at: CallAtHand;
beforeEach(() => (at = new CallAtHand()));
afterEach(() => at.end());

describe("the other side that goes without a word", () => {
  const lost = () => FakeSocket.last().says({ type: "peer", peer: ERIN, state: "lost" });

  it("is waited for once neither its page nor a way to it was there for a while", async () => {
    await at.connected();
    lost();
    FakeConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(at.call.state.value).toBe("broken");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(at.call.state.value).toBe("gone");
    expect(FakeConnection.last().close).toHaveBeenCalled();
    expect(at.call.remote.value).toBeNull();
  });

  it("is looked for by nobody: no restart, no connection after connection", async () => {
    await at.connected();
    lost();
    FakeConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(120_000);
    expect(FakeConnection.made).toHaveLength(1);
    expect(FakeConnection.last().restart).not.toHaveBeenCalled();
  });

  it("gets a new connection when it comes back, under a new name of this page", async () => {
    await at.connected();
    const before = at.name;
    lost();
    FakeConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(at.name).not.toBe(before);
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    expect(at.call.state.value).toBe("joining");
    expect(FakeConnection.made).toHaveLength(2);
  });

  it("while this page had no socket is found out, too", async () => {
    await at.connected();
    FakeSocket.last().closes(1006);
    FakeConnection.last().becomes("failed");
    await vi.advanceTimersByTimeAsync(60_000);
    // Without a socket nobody can say that it went.
    expect(at.call.state.value).toBe("broken");
    await at.tried();
    FakeSocket.last().says(READY);
    await vi.advanceTimersByTimeAsync(17_000);
    expect(at.call.state.value).toBe("gone");
  });

  it("but is seen all the same, stays in the call", async () => {
    await at.connected();
    lost();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(at.call.state.value).toBe("connected");
  });

  it("and is heard of again in time keeps its connection", async () => {
    await at.connected();
    lost();
    FakeConnection.last().becomes("disconnected");
    await vi.advanceTimersByTimeAsync(10_000);
    FakeSocket.last().says({ type: "peer", peer: ERIN, state: "here" });
    FakeConnection.last().becomes("connected");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(at.call.state.value).toBe("connected");
    expect(FakeConnection.made).toHaveLength(1);
  });
});
