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
const common = { consultation, practice: { name: "North" }, counsellor: { name: "Alice" } };
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
  vi.stubGlobal("WebSocket", FakeSocket);
  devices = FakeDevices.install();
  vi.mocked(api.readInvite).mockResolvedValue(invite);
  vi.mocked(api.join).mockResolvedValue(part);
  vi.mocked(api.readParticipation).mockResolvedValue(part);
  vi.mocked(api.cameraTicket).mockResolvedValue({ ticket: "1", path: "/ws", expires_in: 60 });
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

/** Allow the analysis, and go on while the browser still asks for the camera. */
async function comeWithoutCamera(): Promise<void> {
  await show(<InvitePage token="t" />);
  await page.press("Allow analysis");
  await act(settled);
  await page.press("Continue without a camera");
  page.close();
  devices.questions.length = 0;
}

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

  it("has the camera on where nothing else was said", async () => {
    localStorage.setItem("consult.agreed.erin", "yes");
    await show(<CallPage id="erin" />);
    expect(devices.questions).toHaveLength(1);
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
