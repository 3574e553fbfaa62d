import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";

import { Alarm } from "../src/camera/alarm";
import { Grabber } from "../src/camera/grab";
import { WHOLE_PICTURE } from "../src/camera/header";
import { Pump } from "../src/camera/pump";
import type { CameraSocket } from "../src/camera/socket";
import type { Answer } from "../src/wire";

/** A socket that always takes frames, two a second, and counts them. */
function eagerSocket() {
  let seq = 0;
  const send = vi.fn<CameraSocket["send"]>(() => ++seq);
  const policy = signal({ type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 });
  const answer = signal<Answer | null>(null);
  const hangs = signal(false);
  const socket = { policy, answer, hangs, maySend: () => true, send } as unknown as CameraSocket;
  return { socket, send, answer, hangs };
}

interface Counted {
  muted: boolean;
  stats?: { deliveredFrames: number };
}

/** A video that shows a camera whose track is in the hands of a test. */
function cameraVideo(track: Counted) {
  const shown = document.createElement("video");
  Object.defineProperty(shown, "srcObject", { value: { getVideoTracks: () => [track] } });
  return shown;
}

describe("the pump", () => {
  const video = document.createElement("video");

  let grab: MockInstance<Grabber["grab"]>;

  beforeEach(() => {
    vi.useFakeTimers();
    grab = vi.spyOn(Grabber.prototype, "grab").mockReturnValue(new Uint8Array(3));
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

  it("sends the part around the face once an answer tells where it is", async () => {
    Object.defineProperties(video, { videoWidth: { value: 640 }, videoHeight: { value: 480 } });
    const { socket, send, answer } = eagerSocket();
    const pump = new Pump(() => video, socket);
    void pump.run();
    await vi.advanceTimersByTimeAsync(100);
    answer.value = { type: "answer", seq: 1, status: "reading", box: [0.4, 0.4, 0.125, 0.2] };
    await vi.advanceTimersByTimeAsync(500);
    expect(grab.mock.lastCall?.[3]).toEqual({ left: 200, top: 144, side: 192, sent: 192 });
    expect(send.mock.calls.map(([, , region]) => region)).toEqual([
      WHOLE_PICTURE,
      { x: 20480, y: 19661, width: 19661, height: 26214 },
    ]);

    // A new connection: the answers of the old one are not about its frames.
    answer.value = null;
    await vi.advanceTimersByTimeAsync(500);
    expect(send.mock.lastCall?.[2]).toEqual(WHOLE_PICTURE);
    pump.stop();
  });

  it.each<[string, Counted]>([
    ["that hangs", { muted: false, stats: { deliveredFrames: 7 } }],
    ["that the system holds", { muted: true }],
  ])("sends the last picture of a camera %s no second time, and says so", async (_, track) => {
    const { socket, send, hangs } = eagerSocket();
    const held = cameraVideo(track);
    const pump = new Pump(() => held, socket);
    void pump.run();
    await vi.advanceTimersByTimeAsync(1100);
    const sent = send.mock.calls.length;
    expect(sent).toBeLessThanOrEqual(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect([send.mock.calls.length, hangs.value]).toEqual([sent, true]);

    track.muted = false;
    if (track.stats) track.stats.deliveredFrames++;
    await vi.advanceTimersByTimeAsync(600);
    expect(send.mock.calls.length).toBeGreaterThan(sent);
    expect(hangs.value).toBe(false);
    pump.stop();
  });

  it("sends every picture that a slow camera gives", async () => {
    const { socket, send, hangs } = eagerSocket();
    const track = { muted: false, stats: { deliveredFrames: 1 } };
    const slow = cameraVideo(track);
    const pump = new Pump(() => slow, socket);
    void pump.run();
    for (let second = 0; second < 4; second++) {
      await vi.advanceTimersByTimeAsync(1000);
      track.stats.deliveredFrames++;
    }
    expect(send).toHaveBeenCalledTimes(4);
    expect(hangs.value).toBe(false);
    pump.stop();
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
