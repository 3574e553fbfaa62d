import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import { Refusal } from "../src/api/refusal";
import { me, sessionEnded } from "../src/api/session";
import type { Me } from "../src/api/types";
import { serverClock } from "../src/clock";
import { DashboardStore } from "../src/dashboard/store";
import { setMarkKey } from "../src/room/markKey";
import { NotesCard } from "../src/room/NotesCard";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

let page: TestPage;
let present: number;
beforeEach(() => {
  present = 5000;
  vi.spyOn(serverClock, "now").mockImplementation(() => present);
  vi.mocked(api.dropMarker).mockImplementation((_, text, at) =>
    Promise.resolve({ type: "marker", id: "m", at, text }),
  );
  page = new TestPage(<NotesCard id="c" store={new DashboardStore()} />);
});
afterEach(() => {
  page.close();
  setMarkKey(true);
  localStorage.clear();
  vi.restoreAllMocks();
});

const field = () => page.place.querySelector("input") as HTMLInputElement;
const marking = () => field().placeholder.startsWith("Note for");

function pressKey(code: string, on: EventTarget = document.body): void {
  void act(() => {
    on.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
  });
}

describe("marking a moment", () => {
  it("needs no keyboard, and keeps the moment of the press", async () => {
    await page.press("Mark this moment");
    expect(document.activeElement).toBe(field());
    present = 9000;
    await page.press("Keep");
    expect(api.dropMarker).toHaveBeenCalledWith("c", "", 5000);
    expect(page.text).toMatch(/marked moment/);
    expect(page.announced).toMatch(/^Kept for/);
  });

  it("can be taken back", async () => {
    await page.press("Mark this moment");
    await page.press("Discard");
    expect(marking()).toBe(false);
  });

  it("keeps the words when they could not be stored", async () => {
    vi.mocked(api.dropMarker).mockRejectedValueOnce(new Error("offline"));
    await page.press("Mark this moment");
    field().value = "tears";
    await page.press("Keep");
    expect(page.announced).toMatch(/not stored/);
    expect(field().value).toBe("tears");
    await page.press("Keep");
    expect(api.dropMarker).toHaveBeenLastCalledWith("c", "tears", 5000);
  });
});

describe("a session that ends while a note is typed", () => {
  afterEach(() => {
    me.value = undefined;
    sessionEnded.value = false;
  });

  it("keeps the words, and stores them by itself after signing in again", async () => {
    me.value = { name: "Alice" } as Me;
    vi.mocked(api.dropMarker).mockImplementationOnce(() => {
      sessionEnded.value = true;
      return Promise.reject(new Refusal(401, "not_authenticated", ""));
    });
    await page.press("Mark this moment");
    field().value = "tears";
    await page.press("Keep");
    expect([field().value, page.announced]).toEqual(["tears", ""]);
    present = 9000;
    await act(async () => {
      sessionEnded.value = false;
      await new Promise((resolve) => setTimeout(resolve));
    });
    expect(api.dropMarker).toHaveBeenLastCalledWith("c", "tears", 5000);
    expect(page.announced).toMatch(/^Kept for/);
  });
});

describe("the M key", () => {
  it("marks, but not where somebody is typing", () => {
    pressKey("KeyM", field());
    expect(marking()).toBe(false);
    pressKey("KeyM");
    expect(marking()).toBe(true);
  });

  it("can be switched off, and that is remembered", async () => {
    const toggle = page.place.querySelector<HTMLInputElement>('[role="switch"]');
    await act(() => toggle?.click());
    pressKey("KeyM");
    expect(marking()).toBe(false);
    expect(localStorage.getItem("consult.mark-key")).toBe("off");
  });
});
