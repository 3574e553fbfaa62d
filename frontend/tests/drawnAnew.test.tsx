import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { DashboardStore } from "../src/dashboard/store";
import { NoteDraft } from "../src/room/noteDraft";
import { NotesCard } from "../src/room/NotesCard";
import * as times from "../src/words/times";
import { TestPage } from "./page";

vi.mock("../src/words/times", async (importOriginal) => {
  const real = await importOriginal<typeof times>();
  return { ...real, clockSeconds: vi.fn(real.clockSeconds) };
});

describe("a room that is drawn anew with each reading", () => {
  const store = new DashboardStore();
  const draft = new NoteDraft("c", vi.fn());
  const show = vi.fn();
  const card = () => <NotesCard id="c" store={store} draft={draft} onShow={show} />;
  let page: TestPage;
  beforeEach(() => {
    store.takeMarkers([{ type: "marker", id: "m", at: 5000, text: "tears" }]);
    page = new TestPage(card());
  });
  afterEach(() => {
    page.close();
    draft.close();
  });

  it("leaves its notes as they are", () => {
    expect(page.text).toContain("tears");
    vi.mocked(times.clockSeconds).mockClear();
    page.show(card());
    expect(times.clockSeconds).not.toHaveBeenCalled();
  });
});

it("a format of times is made once, however often a time is told", () => {
  times.readTimesIn("Europe/Kyiv");
  let made = 0;
  const Known = Intl.DateTimeFormat;
  vi.stubGlobal("Intl", {
    ...Intl,
    DateTimeFormat: class extends Known {
      constructor(...how: ConstructorParameters<typeof Known>) {
        super(...how);
        made++;
      }
    },
  });
  for (let minute = 0; minute < 50; minute++) {
    times.clock(minute * 60_000);
    times.dayWithin(minute * 60_000, new Date(0));
  }
  vi.unstubAllGlobals();
  expect(made).toBe(2);
});
