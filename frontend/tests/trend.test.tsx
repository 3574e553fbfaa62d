import { afterEach, describe, expect, it } from "vitest";

import type { Estimate, Trend, TrendPoint } from "../src/api/types";
import { heightOf, placed } from "../src/clients/trend";
import { TrendCard } from "../src/clients/TrendCard";
import { TestPage } from "./page";

const estimate = (value: number, low: number, high: number): Estimate => ({
  value,
  low,
  high,
  clear: low > 0 || high < 0,
});

function point(day: number, index: Estimate | null, comparable = index !== null): TrendPoint {
  return {
    consultation: `c${day}`,
    at: Date.UTC(2026, 10, day, 9),
    index,
    withheld: index ? null : "coverage",
    coverage: 0.8,
    comparable,
    change: null,
    markers: 1,
  };
}

function shown(points: TrendPoint[], said: Partial<Trend> = {}): TestPage {
  const compared = points.filter((one) => one.comparable).length;
  return new TestPage(
    <TrendCard trend={{ points, compared, needed: 5, change: null, trend: null, ...said }} />,
  );
}

let page: TestPage;
afterEach(() => page.close());

describe("the change over a client's consultations", () => {
  it("teaches before there is anything to show", () => {
    page = shown([]);
    expect(page.text).toContain("After the first consultation");
    expect(page.place.querySelector("svg")).toBeNull();
  });

  it("shows no trend under five comparable consultations", () => {
    page = shown([point(1, estimate(50, 45, 55)), point(8, estimate(60, 54, 66))], {
      change: estimate(10, 2.2, 17.8),
    });
    expect(page.text).toContain("The index rose from the first to the latest: +10.0");
    expect(page.text).toContain("A trend is shown from 5 comparable consultations on; so far 2.");
  });

  it("calls a change whose interval holds zero no clear change", () => {
    page = shown([point(1, estimate(50, 40, 60)), point(8, estimate(52, 42, 62))], {
      change: estimate(2, -12.1, 16.1),
    });
    expect(page.text).toContain(
      "No clear change from the first to the latest: +2.0 (−12.1 to +16.1)",
    );
    expect(page.text).not.toContain("rose");
  });

  it("says why an index is withheld instead of drawing one", () => {
    page = shown([point(1, null)]);
    expect(page.text).toContain("insufficient data: too little of the time");
    expect(page.place.querySelector(".trend-chart circle")).toBeNull();
    expect(page.place.querySelector(".trend-chart .withheld")).not.toBeNull();
  });

  it("marks what another model read, and says that it is not compared", () => {
    page = shown([point(1, estimate(50, 45, 55), false), point(8, estimate(60, 54, 66))]);
    expect(page.place.querySelectorAll(".trend-chart .other")).toHaveLength(1);
    expect(page.text).toContain("read by another model, not compared");
  });

  it("always says what the index is not", () => {
    page = shown([point(1, estimate(50, 45, 55))]);
    expect(page.text).toContain("says nothing of feelings");
  });
});

describe("the chart's places", () => {
  it("keep the distances of time, first to last", () => {
    const [a, b, c] = placed([point(1, null), point(2, null), point(11, null)], 640).map(
      ({ x }) => x,
    );
    expect(((c ?? 0) - (a ?? 0)) / ((b ?? 0) - (a ?? 0))).toBeCloseTo(10);
  });

  it("put a lone consultation in the middle and higher indices higher", () => {
    expect(placed([point(1, null)], 640)[0]?.x).toBeGreaterThan(200);
    expect(heightOf(80)).toBeLessThan(heightOf(20));
  });
});
