import { createRef } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

vi.mock("../src/api/participation", () => ({
  ownCallTicket: () => Promise.resolve({ ticket: "t", path: "/ws/call/", expires_in: 60 }),
  readOwnMessages: () =>
    Promise.resolve({
      results: [{ id: 1, role: "counsellor", at: 0, text: "Hello" }],
      more: false,
    }),
}));

import { CallStage } from "../src/rtc/CallStage";
import { DeviceSwitches } from "../src/rtc/DeviceSwitches";
import { CallSession } from "../src/rtc/session";
import { FakeDevices, settled } from "./devices";
import { TestPage } from "./page";
import { FakeSocket } from "./sockets";

let devices: FakeDevices;
let session: CallSession;
let page: TestPage;

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal("WebSocket", FakeSocket);
  devices = FakeDevices.install();
  session = new CallSession("client", "c");
  page = new TestPage(
    <CallStage
      session={session}
      name="Alice"
      video={createRef<HTMLVideoElement>()}
      before={null}
    />,
  );
});
afterEach(() => {
  void act(() => session.close());
  page.close();
  vi.unstubAllGlobals();
});

it("tells who does not see the badge of a new message, until the chat is opened", async () => {
  session.chat.hear(0);
  await act(settled);
  expect(page.announced).toContain("1 new message");
  void act(() => session.chat.show(true));
  expect(page.announced).not.toContain("new message");
});

it("tells that an own device does not work, in a place that was there before", async () => {
  void act(() => session.join());
  expect(page.place.querySelector('.device-trouble[role="status"]')?.textContent).toBe("");
  devices.asked.refuse("NotAllowedError");
  await act(settled);
  expect(page.announced).toContain("The browser does not allow the camera");
});

it("keeps the focus where joining and leaving take the button away that was pressed", async () => {
  page.show(
    <CallStage
      session={session}
      name="Alice"
      video={createRef<HTMLVideoElement>()}
      before={<button onClick={() => session.join()}>Join</button>}
    />,
  );
  for (const words of ["Join", "Leave"]) {
    page.button(words).focus();
    await page.press(words);
    expect(document.activeElement?.ariaLabel).toBe("Call with Alice");
  }
});

it("shows before the call with what one will come into it", async () => {
  page.close();
  page = new TestPage(<DeviceSwitches session={session} />);
  const states = () =>
    [...page.place.querySelectorAll('[role="switch"]')].map((one) => one.ariaChecked);
  expect(states()).toEqual(["true", "true"]);
  await page.press("Microphone");
  expect(states()).toEqual(["false", "true"]);
});
