import { describe, expect, it } from "vitest";

import { timeRows } from "../src/charts/rows";
import { stepFrom } from "../src/charts/curve";
import { sameTimeNextWeek } from "../src/planning/nextTime";
import { mainLabel } from "../src/room/figures";
import { shownRange, wholeCall } from "../src/room/shownRange";

const STRIP = [
  { from: 0, to: 10, label: "neutral" },
  { from: 20, to: 50, label: "happiness" },
  { from: 50, to: 55, label: "neutral" },
];

describe("the strip under arrow keys", () => {
  const key = (at: number | null, name: string) =>
    STRIP.indexOf(stepFrom(STRIP, at, name) as never);

  it("goes from stretch to stretch, over the gaps, and stays at its ends", () => {
    expect([key(null, "ArrowRight"), key(5, "ArrowRight"), key(30, "ArrowRight")]).toEqual([
      0, 1, 2,
    ]);
    expect([key(52, "ArrowRight"), key(52, "ArrowLeft"), key(5, "ArrowLeft")]).toEqual([2, 1, 0]);
    expect([key(15, "ArrowRight"), key(15, "ArrowLeft")]).toEqual([1, 0]);
    expect([key(30, "Home"), key(5, "End")]).toEqual([0, 2]);
  });

  it("leaves every other key alone", () => {
    expect(stepFrom(STRIP, 5, "m")).toBeNull();
    expect(stepFrom([], null, "ArrowRight")).toBeNull();
  });
});

describe("the chart as a table", () => {
  it("has the mean, the longest label, and why there is none", () => {
    const curve = { t: [1, 2, 25], valence: [0.2, 0.4, -0.5], label: [null, null, null] };
    const gaps = [{ from: 10, to: 20, kind: "no_face" as const }];
    const rows = timeRows(curve, STRIP, gaps, [0, 60]);
    expect(rows.slice(0, 3)).toEqual([
      { from: 0, valence: expect.closeTo(0.3, 9) as number, label: "neutral", missing: "unknown" },
      { from: 10, valence: null, label: null, missing: "no_face" },
      { from: 20, valence: -0.5, label: "happiness", missing: "unknown" },
    ]);
  });

  it("never has more rows than somebody reads", () => {
    const hours = timeRows({ t: [], valence: [], label: [] }, [], [], [0, 7200]);
    expect(hours.length).toBeLessThanOrEqual(40);
  });
});

describe("the time shown", () => {
  it("is the last minutes, or those around a moment, and never before the call", () => {
    expect(shownRange([0, 1000], null, 500)).toEqual([0, 1000]);
    expect(shownRange([0, 1000], 120, null)).toEqual([880, 1000]);
    expect(shownRange([0, 1000], 120, 500)).toEqual([440, 560]);
    expect(shownRange([0, 1000], 120, 990)).toEqual([880, 1000]);
    expect(shownRange([0, 1000], 120, 5)).toEqual([0, 120]);
  });
});

describe("the whole call", () => {
  it("begins when it was opened, so that a note before the first reading is on the chart", () => {
    const [opened, noted] = [1000, 1010];
    const whole = wholeCall(opened, 1300);
    expect(whole).toEqual([1000, 1300]);
    const [from, to] = shownRange(whole, 120, noted);
    expect(from <= noted && noted <= to).toBe(true);
  });

  it("is two minutes at least, and begins now where it has not begun", () => {
    expect(wholeCall(1000, 1030)).toEqual([1000, 1120]);
    expect(wholeCall(null, 50)).toEqual([50, 170]);
  });
});

describe("the figures at the end", () => {
  it("name the label that was there longest, with its share", () => {
    expect(mainLabel(STRIP)).toEqual({ label: "happiness", share: 30 / 45 });
    expect(mainLabel([])).toBeNull();
  });
});

describe("the same time next week", () => {
  const kyiv = "Europe/Kyiv";

  it("is proposed to five minutes, as people make appointments", () => {
    const at = (time: string) =>
      sameTimeNextWeek(new Date(`2026-11-23T${time}Z`), "UTC", new Date("2026-11-23T12:00Z"));
    expect(at("10:03")).toEqual(new Date("2026-11-30T10:05Z"));
    expect(at("10:58:40")).toEqual(new Date("2026-11-30T11:00Z"));
  });

  it("is so by the clock on the wall, over a change of the clocks too", () => {
    const before = new Date("2026-03-25T08:00Z");
    const next = sameTimeNextWeek(before, kyiv, before);
    expect(next.toISOString()).toBe("2026-04-01T07:00:00.000Z");
  });

  it("lies ahead, of a consultation long ago as well", () => {
    const next = sameTimeNextWeek(
      new Date("2026-01-05T08:00Z"),
      "UTC",
      new Date("2026-02-10T00:00Z"),
    );
    expect(next.toISOString()).toBe("2026-02-16T08:00:00.000Z");
  });
});
