import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Camera } from "../src/camera/camera";
import { recall, recallJson, remember } from "../src/memory";
import { FakeDevices } from "./devices";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** A browser that refuses: every use of the storage throws. */
function forbidStorage(): void {
  const refuse = new Proxy({} as Storage, {
    get: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  vi.stubGlobal("localStorage", refuse);
  vi.stubGlobal("sessionStorage", refuse);
}

test("what is kept is there until it is forgotten, in its own place", () => {
  remember("tab", "key", "said");
  expect([recall("tab", "key"), recall("browser", "key")]).toEqual(["said", null]);
  remember("tab", "key", null);
  expect(recall("tab", "key")).toBeNull();
});

test("what is no JSON is nothing", () => {
  remember("tab", "key", "{");
  expect(recallJson("tab", "key")).toBeNull();
});

test("where storage is forbidden nothing is kept, and nothing breaks", () => {
  forbidStorage();
  remember("browser", "key", "said");
  expect(recall("browser", "key")).toBeNull();
});

test("a call can be had where storage is forbidden", async () => {
  forbidStorage();
  const { chooseSpeaker, speaker } = await import("../src/rtc/speaker");
  expect(speaker.value).toBe("");
  chooseSpeaker("headset");
  expect(speaker.value).toBe("headset");
});

test("a camera can be opened and chosen where storage is forbidden", () => {
  const devices = FakeDevices.install();
  forbidStorage();
  const camera = new Camera();
  void camera.open();
  expect(camera.state.value.name).toBe("asking");
  void camera.choose("other");
  expect(JSON.stringify(devices.asked.wanted)).toContain('"other"');
  camera.close();
});
