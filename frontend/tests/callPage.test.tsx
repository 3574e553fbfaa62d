import type { ComponentChild } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/participation";
import { Refusal } from "../src/api/refusal";
import type { Invite, Participation } from "../src/api/types";
import { CallPage } from "../src/call/CallPage";
import { OwnPart } from "../src/call/ownPart";
import { Unreachable } from "../src/call/Unreachable";
import { ownCamera } from "../src/camera/ownCamera";
import { InvitePage } from "../src/invite/InvitePage";
import { FIRST_WISH, keepWish, recallWish } from "../src/rtc/wish";
import { FakeDevices, FakeTrack, settled } from "./devices";
import { TestPage } from "./page";
import { FakeSocket } from "./sockets";

vi.mock("../src/api/participation");

const consultation = {
  id: "c",
  state: "open",
  call_mode: "beside",
  scheduled_at: "2026-11-23T10:00Z",
} as Participation["consultation"];
const text = { version: "1", language: "en", text: "…", text_hash: "h", purposes: [] };
const common = {
  consultation,
  practice: { name: "North" },
  counsellor: { name: "Alice" },
  analysis_offered: true,
};
const invite = { ...common, consent: text, participation: null } as unknown as Invite;
const part = {
  ...common,
  id: "erin",
  consent: "granted",
  consent_text: text,
  paused_by_client: false,
  paused_by_counsellor: false,
} as unknown as Participation;

let devices: FakeDevices;
let page: TestPage;

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  vi.clearAllMocks();
  vi.stubGlobal("WebSocket", FakeSocket);
  devices = FakeDevices.install();
  vi.mocked(api.readInvite).mockResolvedValue(invite);
  vi.mocked(api.join).mockResolvedValue(part);
  vi.mocked(api.readParticipation).mockResolvedValue(part);
  for (const ticket of [api.cameraTicket, api.ownCallTicket])
    vi.mocked(ticket).mockResolvedValue({ ticket: "1", path: "/ws", expires_in: 60 });
  vi.mocked(api.readOwnMessages).mockResolvedValue({ results: [], more: false });
});
afterEach(() => {
  page.close();
  ownCamera.close();
  vi.unstubAllGlobals();
});

async function show(content: ComponentChild): Promise<void> {
  page = new TestPage(content);
  await act(settled);
}

/** Follow the link and allow the analysis: the check of the camera is what comes next. */
async function allow(): Promise<void> {
  await show(<InvitePage token="t" />);
  await page.press("Allow analysis");
  await act(settled);
  page.close();
  await show(<CallPage id="erin" />);
}

/** Go on while the browser still asks for the camera. */
async function comeWithoutCamera(): Promise<void> {
  await allow();
  await page.press("Continue without a camera");
  page.close();
  devices.questions.length = 0;
}

const checking = () => page.text.includes("Only you see this picture.");

describe("who goes by the keyboard", () => {
  const here = { ...consultation, call_mode: "here" } as Participation["consultation"];
  const pressFocused = async (words: string) => {
    const buttons = [...page.place.querySelectorAll("button")];
    buttons.findLast((button) => button.textContent.trim() === words)?.focus();
    await act(async () => {
      (document.activeElement as HTMLElement).click();
      await settled();
    });
  };
  beforeEach(() => keepWish("erin", FIRST_WISH));

  it("stays on the page where a yes takes the button away that said it", async () => {
    const refused = { ...part, consultation: here, consent: "refused" } as Participation;
    vi.mocked(api.readParticipation).mockResolvedValue(refused);
    vi.mocked(api.decide).mockResolvedValue({ ...refused, consent: "granted" });
    await show(<CallPage id="erin" />);
    await pressFocused("Allow analysis after all");
    await pressFocused("Allow analysis");
    expect(page.text).toContain("Withdraw consent");
    expect(document.activeElement?.id).toBe("main");
  });

  it("stays with the words about another browser's yes after a no", async () => {
    vi.mocked(api.readParticipation).mockResolvedValue({ ...part, consultation: here });
    await show(<CallPage id="erin" />);
    await pressFocused("Not on this device");
    expect(document.activeElement?.classList).toContain("not-analysed");
  });
});

describe("the check of the camera", () => {
  it.each(["here", "beside"] as const)(
    "comes before a call %s, and again after a reload",
    async (mode) => {
      const there = { ...part, consultation: { ...consultation, call_mode: mode } };
      vi.mocked(api.readParticipation).mockResolvedValue(there);
      await allow();
      expect(checking()).toBe(true);
      page.close();
      // By the link, or by the call's own address: neither puts anybody live.
      vi.mocked(api.readInvite).mockResolvedValue({ ...invite, participation: "erin" });
      await show(<InvitePage token="t" />);
      expect(location.pathname).toBe("/call/erin");
      page.close();
      await show(<CallPage id="erin" />);
      expect(checking()).toBe(true);
      expect(api.ownCallTicket).not.toHaveBeenCalled();
      expect(api.cameraTicket).not.toHaveBeenCalled();
      await page.press("Continue without a camera");
      expect(checking()).toBe(false);
    },
  );

  it("keeps who switches camera and microphone off there out of sight and hearing", async () => {
    const here = { ...part, consultation: { ...consultation, call_mode: "here" as const } };
    vi.mocked(api.readParticipation).mockResolvedValue(here);
    await allow();
    await page.press("Microphone");
    await page.press("Camera");
    expect(page.text).toContain("You are not heard until you switch the microphone on.");
    await page.press("Continue");
    expect(recallWish("erin")).toMatchObject({ camera: false, muted: true });
  });

  it("is left out where there is no camera to check", async () => {
    vi.mocked(api.readParticipation).mockResolvedValue({ ...part, consent: "refused" });
    await show(<CallPage id="erin" />);
    expect(checking()).toBe(false);
    expect(devices.questions).toEqual([]);
  });
});

describe("a practice that does not analyse cameras", () => {
  it("asks for no consent, and says so in the call", async () => {
    vi.mocked(api.readInvite).mockResolvedValue({ ...invite, analysis_offered: false });
    await show(<InvitePage token="t" />);
    expect(page.text).not.toContain("May software look at your expressions?");
    await page.press("Join");
    expect(api.join).toHaveBeenLastCalledWith("t", "", null, text);
    expect(localStorage.length).toBe(0);
    page.close();
    const off = { ...part, consent: "none" as const, analysis_offered: false };
    vi.mocked(api.readParticipation).mockResolvedValue(off);
    await show(<CallPage id="erin" />);
    expect(page.text).toContain("This practice does not analyse cameras");
    expect(page.text).not.toContain("Allow analysis");
  });

  it("shows the invitation anew where that changed meanwhile", async () => {
    await show(<InvitePage token="t" />);
    vi.mocked(api.join).mockRejectedValueOnce(new Refusal(409, "policy", ""));
    vi.mocked(api.readInvite).mockResolvedValue({ ...invite, analysis_offered: false });
    await page.press("Allow analysis");
    await act(settled);
    expect(page.text).toContain("The practice has changed meanwhile what it asks.");
    expect(page.button("Join")).toBeDefined();
  });
});

describe("who comes without a camera, beside another call tool", () => {
  it("is not looked at after all, nor after a reload", async () => {
    await comeWithoutCamera();
    await show(<CallPage id="erin" />);
    expect(page.text).toContain("Your camera is off");
    expect(page.text).toContain("There is no picture from your camera.");
    page.close();
    await show(<CallPage id="erin" />);
    expect(devices.questions).toEqual([]);
  });

  it("may switch it on, and off again", async () => {
    await comeWithoutCamera();
    await show(<CallPage id="erin" />);
    await page.press("Start camera");
    const track = new FakeTrack("video");
    devices.asked.allow(track);
    await act(settled);
    expect(ownCamera.state.value.name).toBe("live");
    await page.press("Stop camera");
    expect(track.readyState).toBe("ended");
  });

  it("has the camera on after a check in which nothing else was said", async () => {
    await allow();
    devices.asked.allow(new FakeTrack("video"));
    await act(settled);
    await page.press("Continue");
    await act(settled);
    expect(ownCamera.state.value.name).toBe("live");
  });
});

describe("a server that is away", () => {
  it("is told in the waiting room, until it is back", async () => {
    const away = new Refusal(0, "unreachable", "");
    vi.mocked(api.readParticipation)
      .mockResolvedValueOnce({ ...part, consultation: { ...consultation, state: "scheduled" } })
      .mockRejectedValueOnce(away)
      .mockRejectedValueOnce(away);
    const own = new OwnPart("erin");
    page = new TestPage(<Unreachable part={own} />);
    const look = () => act(() => own.look());
    await look();
    await look();
    // One request may get lost, and nobody need hear of it.
    expect(page.announced).toBe("");
    await look();
    expect(page.announced).toContain("The connection was lost");
    await look();
    expect(page.announced).toBe("");
  });
});
