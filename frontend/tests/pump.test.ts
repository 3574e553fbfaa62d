import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Alarm } from "../src/camera/alarm";
import { Grabber } from "../src/camera/grab";
import { Pump } from "../src/camera/pump";
import type { CameraSocket } from "../src/camera/socket";

/** A socket that always takes frames, two a second, and counts them. */
function eagerSocket() {
  const send = vi.fn();
  const policy = signal({ type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 });
  const socket = { policy, maySend: () => true, send } as unknown as CameraSocket;
  return { socket, send };
}

describe("the pump", () => {
  const video = document.createElement("video");

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Grabber.prototype, "grab").mockReturnValue(new Uint8Array(3));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("sends at the rate of the policy", async () => {
    const { socket, send } = eagerSocket();
    const pump = new Pump(() => video, socket);
    void pump.run();
    await vi.advanceTimersByTimeAsync(1100);
    expect(send).toHaveBeenCalledTimes(3);
    pump.stop();
  });

  it("sends no frame after it was stopped, and its loop ends", async () => {
    const { socket, send } = eagerSocket();
    const pump = new Pump(() => video, socket);
    const run = pump.run();
    await vi.advanceTimersByTimeAsync(100);
    expect(send).toHaveBeenCalledTimes(1);
    pump.stop();
    await run;
    await vi.advanceTimersByTimeAsync(5000);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("ends while it waits for a picture, too", async () => {
    vi.spyOn(Grabber.prototype, "grab").mockReturnValue(null);
    const { socket, send } = eagerSocket();
    const pump = new Pump(() => video, socket);
    const run = pump.run();
    await vi.advanceTimersByTimeAsync(10);
    pump.stop();
    await run;
    expect(send).not.toHaveBeenCalled();
  });
});

describe("an alarm", () => {
  /** A worker that was terminated: it takes messages and never answers. */
  class SilentWorker extends EventTarget {
    postMessage = vi.fn();
    terminate = vi.fn();
  }

  afterEach(() => vi.unstubAllGlobals());

  it("lets go whoever waits when it is stopped, and whoever comes after", async () => {
    vi.stubGlobal("Worker", SilentWorker);
    const alarm = new Alarm();
    const waiting = alarm.after(60_000);
    alarm.stop();
    await waiting;
    await alarm.after(60_000);
  });
});
