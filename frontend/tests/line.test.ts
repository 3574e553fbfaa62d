import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Refusal } from "../src/api/refusal";
import { Line } from "../src/socket/line";
import { FakeSocket } from "./sockets";

const POLICY = { type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 };

function ticketOffice() {
  let number = 0;
  return vi.fn(() =>
    Promise.resolve({ ticket: String(++number), path: "/ws/camera/", expires_in: 60 }),
  );
}

describe("a line", () => {
  let line: Line;
  const onOpen = vi.fn();

  const connect = async (ticket = ticketOffice()) => {
    line = new Line({ who: "client", ticket, onOpen, onMessage: () => undefined });
    line.start();
    await vi.advanceTimersByTimeAsync(0);
    return ticket;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    FakeSocket.made = [];
    onOpen.mockReset();
  });
  afterEach(() => {
    line.stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("is open when the server has spoken, not before", async () => {
    await connect();
    expect(line.state.value.name).toBe("connecting");
    FakeSocket.last().says(POLICY);
    expect(line.state.value.name).toBe("open");
    FakeSocket.last().says(POLICY);
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it("asks for a new ticket once when one was refused, and gives up at the second", async () => {
    const ticket = await connect();
    FakeSocket.last().closes(4401, "ticket");
    await vi.advanceTimersByTimeAsync(0);
    expect(FakeSocket.last().protocols).toContain("ticket.2");
    expect(line.state.value.name).toBe("connecting");
    FakeSocket.last().closes(4401, "ticket");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticket).toHaveBeenCalledTimes(2);
    expect(line.state.value).toMatchObject({ name: "ended", closing: { then: "never" } });
  });

  it("may ask again after a connection that held", async () => {
    const ticket = await connect();
    for (let time = 0; time < 3; time++) {
      FakeSocket.last().says(POLICY);
      FakeSocket.last().closes(4401, "ticket");
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(ticket).toHaveBeenCalledTimes(4);
    expect(line.state.value.name).not.toBe("ended");
  });

  it("ends when there is no ticket to be had", async () => {
    await connect(vi.fn(() => Promise.reject(new Refusal(401, "not_authenticated", ""))));
    expect(line.state.value.name).toBe("ended");
    expect(FakeSocket.made).toHaveLength(0);
  });

  it("waits longer and longer for a server that lets in and throws out", async () => {
    const ticket = await connect();
    for (let second = 0; second < 60; second++) {
      FakeSocket.last().closes(1011);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(ticket.mock.calls.length).toBeLessThan(25);
  });

  it("gives a socket up with its network, says so, and is back with it", async () => {
    const ticket = await connect();
    FakeSocket.last().says(POLICY);
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    window.dispatchEvent(new Event("offline"));
    expect(line.state.value).toEqual({ name: "waiting", because: "offline" });
    online.mockReturnValue(true);
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says(POLICY);
    expect(line.state.value.name).toBe("open");
    expect(ticket).toHaveBeenCalledTimes(2);
    online.mockRestore();
  });

  it("takes a new socket after a sleep that the old one cannot have outlived", async () => {
    await connect();
    FakeSocket.last().says(POLICY);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.made).toHaveLength(1);
    // Timers stand still while the machine sleeps, the clock does not.
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(FakeSocket.made).toHaveLength(2);
  });
});

describe("a line whose try hangs", () => {
  const wanted = { ticket: "t", path: "/ws/camera/", expires_in: 60 };
  /** Tickets whose answers come when the test says so. */
  const asked: {
    signal: AbortSignal;
    give: (ticket: typeof wanted) => void;
    refuse: (refusal: Refusal) => void;
  }[] = [];
  let line: Line;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    FakeSocket.made = [];
    asked.length = 0;
    const ticket = (signal: AbortSignal) =>
      new Promise<typeof wanted>((give, refuse) => asked.push({ signal, give, refuse }));
    line = new Line({ who: "client", ticket, onMessage: () => undefined });
    line.start();
  });
  afterEach(() => {
    line.stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("gives up a ticket that nobody hands out, and asks for another", async () => {
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(line.state.value.name).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(2);
  });

  it("gives up a server that takes the socket and says nothing", async () => {
    asked[0]?.give(wanted);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(line.state.value.name).toBe("waiting");
    expect(asked).toHaveLength(2);
  });

  it("is not disturbed by what comes late of an earlier try", async () => {
    await vi.advanceTimersByTimeAsync(10_000);
    window.dispatchEvent(new Event("online"));
    window.dispatchEvent(new Event("online"));
    expect(asked).toHaveLength(3);
    asked[2]?.give(wanted);
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says(POLICY);
    asked[0]?.refuse(new Refusal(0, "unreachable", ""));
    asked[1]?.give(wanted);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(FakeSocket.made).toHaveLength(1);
    expect(line.state.value.name).toBe("open");
  });

  it("asks nothing more once it was stopped", async () => {
    line.stop();
    asked[0]?.give(wanted);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.made).toHaveLength(0);
    expect(asked).toHaveLength(1);
  });
});
