import { describe, expect, it } from "vitest";

import { inBlocks } from "../src/charts/curve";
import { timeLabels } from "../src/charts/timeLabels";
import { liveCurve, recentRate } from "../src/dashboard/curve";
import type { Reading } from "../src/wire";
import { reading } from "./readings";
import shared from "./smoothing.json";

/** tests/analyzer/test_smoothing.py holds the server's arithmetic to the same file. */
function told(): Reading[] {
  return shared.t.map((t, id) => {
    const valence = shared.valence[id] ?? null;
    const seen = valence === null ? { status: "no_face" as const, label: null } : {};
    return reading(id, { captured_at: t * 1000, valence, ...seen });
  });
}

function sameNumbers(drawn: (number | null)[], expected: (number | null)[]): void {
  const [some, all] = [drawn, expected].map((row) => row.filter((value) => value !== null));
  expect(some).toHaveLength(all?.length ?? NaN);
  some?.forEach((value, at) => expect(value).toBeCloseTo(all?.[at] ?? NaN, 9));
}

describe("the live curve", () => {
  it("smooths with a time constant of ten seconds", () => {
    const { curve } = liveCurve(
      [reading(1, { captured_at: 0, valence: 0 }), reading(2, { captured_at: 4000, valence: 1 })],
      4,
    );
    expect(curve.valence[1]).toBeCloseTo(1 - Math.exp(-0.4), 6);
  });

  it("smooths as the report does, to the last digit", () => {
    sameNumbers(liveCurve(told(), 40).curve.valence, shared.smoothed);
  });

  it("has the report's band around it, to the last digit", () => {
    const { low, high } = liveCurve(told(), 40).curve;
    sameNumbers(low, shared.low);
    sameNumbers(high, shared.high);
  });

  it("begins anew after a gap of more than five seconds, and breaks the line", () => {
    const { curve, gaps } = liveCurve(
      [reading(1, { captured_at: 0, valence: -0.5 }), reading(2, { captured_at: 6000 })],
      6,
    );
    expect(curve.valence).toEqual([-0.5, null, 0.8]);
    expect(gaps).toEqual([{ from: 0, to: 6, kind: "no_camera" }]);
  });

  it("never counts a missing face as neutral", () => {
    const absent = reading(2, { captured_at: 3000, status: "no_face", valence: null, label: null });
    const { curve, gaps } = liveCurve(
      [reading(1, { captured_at: 0 }), absent, reading(3, { captured_at: 8000 })],
      8,
    );
    expect(curve.t).not.toContain(3);
    expect(gaps[0]?.kind).toBe("no_face");
  });

  it("shows that the face is gone until now", () => {
    const { gaps } = liveCurve([reading(1, { captured_at: 0 })], 20);
    expect(gaps).toEqual([{ from: 0, to: 20, kind: "no_camera" }]);
  });

  it("joins equal labels to one segment, each reading lasting two seconds at most", () => {
    const { strip } = liveCurve(
      [
        reading(1, { captured_at: 0 }),
        reading(2, { captured_at: 500 }),
        reading(3, { captured_at: 1000, label: "neutral" }),
        reading(4, { captured_at: 9000, label: "neutral" }),
      ],
      9,
    );
    expect(strip).toEqual([
      { from: 0, to: 1, label: "happiness" },
      { from: 1, to: 3, label: "neutral" },
      { from: 9, to: 11, label: "neutral" },
    ]);
  });

  it("knows the rate of the last ten seconds", () => {
    const readings = Array.from({ length: 40 }, (_, index) => reading(index));
    const last = readings.at(-1)?.received_at ?? 0;
    expect(recentRate(readings, last / 1000)).toBeCloseTo(2, 1);
  });

  it("knows the rate after a pause at once: the pause was not slow", () => {
    const before = Array.from({ length: 6 }, (_, index) => reading(index));
    const resumed = [30_000, 30_500, 31_000].map((received_at, index) =>
      reading(10 + index, { received_at }),
    );
    expect(recentRate([...before, ...resumed], 31.5)).toBe(2);
  });
});

describe("the time before the first reading", () => {
  const opened = 100;

  it("is a gap like any other: nobody had joined, or no face could be read", () => {
    const first = reading(2, { captured_at: 130_000 });
    const absent = reading(1, { captured_at: 120_000, status: "no_face", valence: null });
    expect(liveCurve([first], 131, opened).gaps).toEqual([
      { from: opened, to: 130, kind: "no_camera" },
    ]);
    expect(liveCurve([absent, first], 131, opened).gaps[0]?.kind).toBe("no_face");
    expect(liveCurve([], 131, opened).gaps).toEqual([{ from: opened, to: 131, kind: "no_camera" }]);
  });

  it("is none where the first reading came at once", () => {
    expect(liveCurve([reading(1, { captured_at: 102_000 })], 103, opened).gaps).toEqual([]);
  });
});

describe("the times below the chart", () => {
  it("never hang over its end", () => {
    expect(timeLabels([0, 60, 120], 60, [0, 120], 300)).toEqual([
      expect.stringMatching(/:00$/),
      expect.stringMatching(/:01$/),
      null,
    ]);
    expect(timeLabels([100], 60, [0, 120], 300)).toEqual([expect.stringMatching(/:01$/)]);
  });
});

describe("the strip in blocks", () => {
  it("gives each block the label that was there longest, and joins equal neighbours", () => {
    const segments = [
      { from: 0, to: 6, label: "neutral" },
      { from: 6, to: 11, label: "happiness" },
      { from: 11, to: 19, label: "neutral" },
      { from: 30, to: 40, label: "sadness" },
    ];
    expect(inBlocks(segments, [0, 40], 4)).toEqual([
      { from: 0, to: 20, label: "neutral" },
      { from: 30, to: 40, label: "sadness" },
    ]);
  });

  it("leaves out what lies outside the time shown", () => {
    expect(inBlocks([{ from: -20, to: -10, label: "fear" }], [0, 10], 5)).toEqual([]);
  });
});
