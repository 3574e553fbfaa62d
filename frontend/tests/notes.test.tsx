import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import { Refusal } from "../src/api/refusal";
import { me, sessionEnded } from "../src/api/session";
import type { Me } from "../src/api/types";
import { serverClock } from "../src/clock";
import { DashboardStore } from "../src/dashboard/store";
import { setMarkKey } from "../src/room/markKey";
import { NoteDraft } from "../src/room/noteDraft";
import { NotesCard } from "../src/room/NotesCard";
import type { Marker } from "../src/wire";
import { pressKey, typeInto } from "./keyboard";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

let page: TestPage;
let draft: NoteDraft;
let store: DashboardStore;
let present: number;
beforeEach(() => {
  present = 5000;
  vi.spyOn(serverClock, "now").mockImplementation(() => present);
  const held = new Map<string, Marker>();
  vi.mocked(api.dropMarker).mockImplementation((_, { key, at, text }) => {
    const id = `m${held.size + 1}`;
    const marker = held.get(key) ?? { type: "marker", id, at, text };
    held.set(key, marker);
    return Promise.resolve(marker);
  });
  vi.mocked(api.rewordMarker).mockImplementation((_, id, text) =>
    Promise.resolve({ type: "marker", id, at: 5000, text }),
  );
  store = new DashboardStore();
  draft = new NoteDraft("c", (marker) => store.takeMarkers([marker]));
  page = new TestPage(<NotesCard id="c" store={store} draft={draft} />);
});
afterEach(() => {
  page.close();
  draft.close();
  setMarkKey(true);
  localStorage.clear();
  sessionStorage.clear();
  vi.resetAllMocks();
});

const field = () => page.place.querySelector("input") as HTMLInputElement;
/** Moments and words of the notes that were sent as new. */
const sent = () => vi.mocked(api.dropMarker).mock.calls.map(([, { at, text }]) => [at, text]);
const marking = () => page.text.includes("Belongs to");

const type = (words: string, into = field()) => typeInto(into, words);

describe("marking a moment", () => {
  it("stores it at once, needs no keyboard, and lets its words follow", async () => {
    await page.press("Mark this moment");
    expect(sent()).toEqual([[5000, ""]]);
    expect(page.text).toMatch(/marked moment/);
    expect(page.announced).toMatch(/^Kept for/);
    expect(document.activeElement).toBe(field());
    present = 9000;
    await type("tears");
    await page.press("Keep");
    expect(api.rewordMarker).toHaveBeenCalledWith("c", "m1", "tears");
    expect(store.markers.value).toEqual([{ type: "marker", id: "m1", at: 5000, text: "tears" }]);
  });

  it("twice stores two moments", async () => {
    await page.press("Mark this moment");
    present = 9000;
    await page.press("Mark this moment");
    expect(sent()).toEqual([
      [5000, ""],
      [9000, ""],
    ]);
  });

  it("keeps the words that were begun for the moment before", async () => {
    await type("tears");
    present = 9000;
    await page.press("Mark this moment");
    expect(sent()).toEqual([
      [5000, "tears"],
      [9000, ""],
    ]);
    expect(field().value).toBe("");
  });

  it("stays without words where none are wanted", async () => {
    await page.press("Mark this moment");
    await page.press("No words");
    expect(marking()).toBe(false);
    expect(store.markers.value).toHaveLength(1);
  });
});

describe("a note that is typed", () => {
  it("belongs to the moment at which its typing began, not to that at which it was sent", async () => {
    await type("t");
    present = 12_000;
    await type("tears");
    await page.press("Keep");
    expect(sent()).toEqual([[5000, "tears"]]);
  });

  it("belongs to a later moment when it was deleted and begun anew", async () => {
    await type("oh");
    await type("");
    expect(marking()).toBe(false);
    present = 12_000;
    await type("tears");
    await page.press("Keep");
    expect(sent()).toEqual([[12_000, "tears"]]);
  });

  it("keeps the moment that was marked, whatever is deleted in between", async () => {
    await page.press("Mark this moment");
    await type("oh");
    await type("");
    expect(marking()).toBe(true);
  });

  it("is not lost to Escape", async () => {
    await type("tears");
    void act(() => {
      field().dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    });
    expect(field().value).toBe("tears");
  });
});

describe("a note that is kept", () => {
  beforeEach(() => {
    void act(() => store.takeMarkers([{ type: "marker", id: "m", at: 5000, text: "tears" }]));
  });
  const pressLabelled = async (label: RegExp) => {
    const button = [...page.place.querySelectorAll("button")].find((one) =>
      label.test(one.getAttribute("aria-label") ?? ""),
    );
    await act(async () => {
      button?.click();
      await Promise.resolve();
    });
  };
  const changing = () => page.place.querySelector(".rewording input") as HTMLInputElement;

  it("can be changed, and keeps its moment", async () => {
    vi.mocked(api.rewordMarker).mockResolvedValue({
      type: "marker",
      id: "m",
      at: 5000,
      text: "laughs",
    });
    await pressLabelled(/^Change the note/);
    expect(changing().value).toBe("tears");
    await type("laughs", changing());
    await page.press("Keep");
    expect(api.rewordMarker).toHaveBeenCalledWith("c", "m", "laughs");
    expect(store.markers.value).toEqual([{ type: "marker", id: "m", at: 5000, text: "laughs" }]);
    expect(changing()).toBeNull();
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Change the note/);
  });

  it("stays in its field when the change could not be stored", async () => {
    vi.mocked(api.rewordMarker).mockRejectedValue(new Error("offline"));
    await pressLabelled(/^Change the note/);
    await type("laughs", changing());
    await page.press("Keep");
    expect(changing().value).toBe("laughs");
    expect(page.announced).toMatch(/did not work/);
  });

  it("goes after a question, and a late answer does not bring it back", async () => {
    vi.mocked(api.removeMarker).mockResolvedValue();
    await pressLabelled(/^Delete the note/);
    await page.press("Delete");
    expect(api.removeMarker).toHaveBeenCalledWith("c", "m");
    expect(document.activeElement).toBe(field());
    void act(() => store.takeMarkers([{ type: "marker", id: "m", at: 5000, text: "tears" }]));
    expect(store.markers.value).toEqual([]);
  });

  it("is gone here, too, when it was deleted in another window", async () => {
    vi.mocked(api.rewordMarker).mockRejectedValue(new Refusal(404, "not_found", ""));
    await pressLabelled(/^Change the note/);
    await page.press("Keep");
    expect(store.markers.value).toEqual([]);
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
    await type("tears");
    await page.press("Keep");
    expect(draft.outbox.unsent.value).toHaveLength(1);
    present = 9000;
    await act(async () => {
      sessionEnded.value = false;
      await new Promise((resolve) => setTimeout(resolve));
    });
    expect(sent().at(-1)).toEqual([5000, "tears"]);
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

  it("marks the next moment out of the field of the last, with Alt", () => {
    pressKey("KeyM");
    pressKey("KeyM", field(), { altKey: true });
    expect(draft.outbox.unsent.value).toHaveLength(2);
  });

  it("held down marks one moment and types nothing", () => {
    pressKey("KeyM");
    expect(pressKey("KeyM", field(), { repeat: true })).toBe(false);
    expect(draft.outbox.unsent.value).toHaveLength(1);
  });

  it("can be switched off, and that is remembered", async () => {
    const toggle = page.place.querySelector<HTMLInputElement>('[role="switch"]');
    await act(() => toggle?.click());
    pressKey("KeyM");
    expect(marking()).toBe(false);
    expect(localStorage.getItem("consult.mark-key")).toBe("off");
  });
});
