import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Camera } from "../src/camera/camera";
import { Microphone } from "../src/rtc/microphone";
import { FakeDevices, FakeTrack, settled } from "./devices";

let devices: FakeDevices;
beforeEach(() => {
  devices = FakeDevices.install();
  localStorage.clear();
});

describe.each([
  { name: "camera", make: () => new Camera(), of: "video", kind: "videoinput" },
  { name: "microphone", make: () => new Microphone(), of: "audio", kind: "audioinput" },
] as const)("the $name", ({ name, make, of, kind }) => {
  const track = (deviceId?: string) => new FakeTrack(of, deviceId);
  let device: Camera | Microphone;
  beforeEach(() => (device = make()));
  afterEach(() => device.close());

  it("is live once it was allowed, and off once it was closed", async () => {
    const given = track();
    void device.open();
    expect(device.state.value.name).toBe("asking");
    devices.asked.allow(given);
    await settled();
    expect(device.state.value).toMatchObject({ name: "live", deviceId: "first" });
    device.close();
    expect(given.readyState).toBe("ended");
    expect(device.state.value.name).toBe("off");
  });

  it("that is allowed after it was closed stays off", async () => {
    const late = track();
    void device.open();
    device.close();
    devices.asked.allow(late);
    await settled();
    expect(late.readyState).toBe("ended");
    expect(device.state.value.name).toBe("off");
  });

  it("that is refused after it was closed has nothing to say", async () => {
    void device.open();
    device.close();
    devices.asked.refuse("NotAllowedError");
    await settled();
    expect(device.state.value.name).toBe("off");
  });

  it.each([
    ["in their order", [0, 1]],
    ["the newer one first", [1, 0]],
  ])("asked for twice and answered %s, runs once: as it was asked for last", async (_, order) => {
    const given = [track("first"), track("second")];
    void device.open("first");
    void device.open("second");
    for (const which of order) devices.questions[which]?.allow(given[which] as FakeTrack);
    await settled();
    expect(given.map(({ readyState }) => readyState)).toEqual(["ended", "live"]);
    expect(device.state.value).toMatchObject({ name: "live", deviceId: "second" });
  });

  it("opened again by another question lets go of a refusal of the first", async () => {
    void device.open("first");
    void device.open("second");
    devices.questions[1]?.allow(track("second"));
    devices.questions[0]?.refuse("NotReadableError");
    await settled();
    expect(device.state.value.name).toBe("live");
  });

  it("that was refused can be chosen among the others", async () => {
    devices.there = [
      { kind, deviceId: "a", label: "A" },
      { kind, deviceId: "", label: "" },
      { kind: "audiooutput", deviceId: "b", label: "B" },
    ];
    void device.open();
    devices.asked.refuse("NotReadableError");
    await settled();
    expect(device.state.value).toEqual({ name: "refused", because: "busy" });
    expect(device.choices.value.map(({ deviceId }) => deviceId)).toEqual(["a"]);
  });

  it("that was unplugged is opened again when it is back", async () => {
    const given = track();
    void device.open();
    devices.asked.allow(given);
    await settled();
    given.isUnplugged();
    expect(device.state.value.name).toBe("lost");
    devices.changes();
    devices.asked.allow(track());
    await settled();
    expect(device.state.value.name).toBe("live");
  });

  it("that is off is not opened by a plug", () => {
    void device.open();
    device.close();
    devices.changes();
    expect(devices.questions).toHaveLength(1);
  });

  it("that was denied opens by itself when the person allows it in the browser", async () => {
    const permission = { state: "denied", onchange: () => undefined };
    const asked: string[] = [];
    const query = (wanted: { name: string }) => {
      asked.push(wanted.name);
      return Promise.resolve(permission);
    };
    Object.defineProperty(navigator, "permissions", { value: { query }, configurable: true });
    void device.open();
    devices.asked.refuse("NotAllowedError");
    await settled();
    expect(asked).toEqual([name]);
    permission.state = "granted";
    permission.onchange();
    expect(devices.questions).toHaveLength(2);
  });

  it("that was chosen is asked for the next time, too", async () => {
    void device.choose("other");
    devices.asked.allow(track("other"));
    await settled();
    void make().open();
    expect(JSON.stringify(devices.asked.wanted)).toContain('"other"');
  });

  it("on a page without TLS says so", () => {
    Object.defineProperty(navigator, "mediaDevices", { value: undefined, configurable: true });
    void device.open();
    expect(device.state.value).toEqual({ name: "refused", because: "insecure" });
  });
});

describe("a muted microphone", () => {
  it("sends silence from its first moment, and speaks when it is asked to", async () => {
    const microphone = new Microphone();
    const given = new FakeTrack("audio");
    microphone.mute(true);
    void microphone.open();
    devices.asked.allow(given);
    await settled();
    expect(given.enabled).toBe(false);
    microphone.mute(false);
    expect(given.enabled).toBe(true);
  });
});

describe("a camera that serves a call", () => {
  it("is asked for a larger picture, also where it is open already", async () => {
    const camera = new Camera();
    const given = new FakeTrack("video");
    void camera.open();
    expect(devices.asked.wanted.video).toMatchObject({ width: { ideal: 640 } });
    devices.asked.allow(given);
    await settled();
    camera.serveCall();
    expect(given.applyConstraints).toHaveBeenCalledWith(
      expect.objectContaining({ width: { ideal: 1280 } }),
    );
  });

  it("is larger, too, where the call began before the browser's question was answered", async () => {
    const camera = new Camera();
    const given = new FakeTrack("video");
    void camera.open();
    camera.serveCall();
    devices.asked.allow(given);
    await settled();
    expect(given.applyConstraints).toHaveBeenCalledOnce();
  });
});
