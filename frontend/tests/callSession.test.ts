import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("../src/api/participation", () => ({
  ownCallTicket: () => Promise.resolve({ ticket: "t", path: "/ws/call/", expires_in: 60 }),
  readOwnMessages: () => Promise.resolve({ results: [], more: false }),
}));

import { ownCamera } from "../src/camera/ownCamera";
import { CallSession } from "../src/rtc/session";
import { FIRST_WISH, keepWish, recallWish } from "../src/rtc/wish";
import { FakeDevices, FakeTrack, settled } from "./devices";
import { FakeSocket } from "./sockets";

let devices: FakeDevices;
let session: CallSession;
const wish = () => recallWish("c");
const asked = () => devices.questions.map(({ wanted }) => (wanted.video ? "camera" : "microphone"));
/** What a reload does: the page's memory goes, the tab's stays. */
const reload = () => {
  session.close();
  session = new CallSession("client", "c");
};

async function allowed(...kinds: ("audio" | "video")[]): Promise<FakeTrack[]> {
  const tracks = kinds.map((kind) => new FakeTrack(kind));
  for (const track of tracks) {
    devices.asked.allow(track);
    await settled();
  }
  return tracks;
}

beforeEach(() => {
  sessionStorage.clear();
  FakeSocket.made = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  devices = FakeDevices.install();
  session = new CallSession("client", "c");
});
afterEach(() => {
  session.close();
  vi.unstubAllGlobals();
});

describe("who comes into a call", () => {
  it("comes with camera and microphone where nothing else was wished", async () => {
    session.join();
    await allowed("video", "audio");
    expect(asked()).toEqual(["camera", "microphone"]);
    expect(session.media.media.value).toMatchObject({ audio: true, video: true });
  });

  it("without a camera, as was said at the check, is not asked for one", async () => {
    keepWish("c", { ...FIRST_WISH, camera: false });
    reload();
    session.join();
    await settled();
    expect(asked()).toEqual(["microphone"]);
  });

  it("muted is muted from the first moment", async () => {
    session.mute(true);
    session.join();
    const [, sound] = await allowed("video", "audio");
    expect(sound?.enabled).toBe(false);
  });
});

describe("a reload", () => {
  it("comes back as it was: muted and without a camera", async () => {
    session.join();
    await allowed("video", "audio");
    session.mute(true);
    await session.turnCamera(false);
    reload();
    expect(wish()).toEqual({ camera: false, muted: true, stand: "in" });
    devices.questions.length = 0;
    session.join();
    await settled();
    expect(asked()).toEqual(["microphone"]);
    expect(session.media.microphone.muted.value).toBe(true);
  });

  it("after leaving leads into no call, and joining again keeps the wishes", async () => {
    session.join();
    await allowed("video", "audio");
    session.mute(true);
    session.leave();
    reload();
    expect(session.wish.value).toEqual({ camera: true, muted: true, stand: "left" });
    session.join();
    expect(session.media.microphone.muted.value).toBe(true);
  });

  it("wants a camera that broke as before: nobody has switched it off", async () => {
    session.join();
    const [picture] = await allowed("video", "audio");
    picture?.isUnplugged();
    session.mute(true);
    expect(wish()).toMatchObject({ camera: true });
  });
});

describe("before the call", () => {
  it("the camera is shown where this tab was told so", () => {
    keepWish("c", FIRST_WISH);
    session.preview();
    expect(asked()).toEqual(["camera"]);
  });

  it("no device is opened where nobody was asked", () => {
    session.preview();
    expect(asked()).toEqual([]);
  });

  it("the mirror opens by itself only where the browser has no question to ask", async () => {
    const query = vi.fn(() => Promise.resolve({ state: "prompt" }));
    Object.defineProperty(navigator, "permissions", { value: { query }, configurable: true });
    await session.mirror();
    expect(asked()).toEqual([]);
    query.mockResolvedValue({ state: "granted" });
    void session.mirror();
    await settled();
    const [picture] = await allowed("video");
    expect(asked()).toEqual(["camera"]);
    session.putMirrorAway();
    expect(picture?.readyState).toBe("ended");
    expect(ownCamera.state.value.name).toBe("off");
  });

  it("a switch turns the own picture off and on", async () => {
    keepWish("c", FIRST_WISH);
    session.preview();
    await allowed("video");
    await session.turnCamera(false);
    expect(ownCamera.state.value.name).toBe("off");
    void session.turnCamera(true);
    expect(ownCamera.state.value.name).toBe("asking");
  });
});

describe("a page that goes", () => {
  async function inCall(): Promise<FakeSocket> {
    session.join();
    await allowed("video", "audio");
    const socket = FakeSocket.last();
    socket.says({ type: "ready", polite: true, ice: [] });
    return socket;
  }

  it("tells the other side, switches the devices off, and finds its way back", async () => {
    const socket = await inCall();
    window.dispatchEvent(new Event("pagehide"));
    expect(socket.said.at(-1)).toEqual({ type: "leave" });
    expect(ownCamera.state.value.name).toBe("off");
    expect(wish()).toMatchObject({ stand: "in" });
    window.dispatchEvent(new Event("pageshow"));
    expect(session.joined.value).toBe(true);
  });

  it("says nothing where it had left before", async () => {
    const socket = await inCall();
    session.leave();
    window.dispatchEvent(new Event("pagehide"));
    expect(socket.said.filter(({ type }) => type === "leave")).toHaveLength(1);
    window.dispatchEvent(new Event("pageshow"));
    expect(session.joined.value).toBe(false);
  });
});
