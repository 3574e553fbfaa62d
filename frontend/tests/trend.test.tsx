import { afterEach, describe, expect, it } from "vitest";

import { act } from "preact/test-utils";

import type { Estimate, Points, Trend, TrendPoint } from "../src/api/types";
import { dated, heightOf, nearestTo, placed, ratingHeight, stepped } from "../src/clients/trend";
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
    run: index ? (comparable ? 1 : 0) : null,
    change: null,
    markers: 1,
    rating: null,
  };
}

function shown(points: TrendPoint[], said: Partial<Trend> = {}): TestPage {
  const compared = points.filter((one) => one.comparable).length;
  const nothing = { model: "net-1", earlier: [], change: null, trend: null };
  return new TestPage(<TrendCard trend={{ points, compared, needed: 5, ...nothing, ...said }} />);
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

  it("keeps what was said of the earlier model's, by itself", () => {
    const rose = { change: estimate(20, 12, 28), trend: estimate(8, 3, 13) };
    page = shown([point(1, estimate(50, 45, 55), false), point(8, estimate(60, 54, 66))], {
      earlier: [{ model: "net-0", compared: 13, ...rose }],
    });
    expect(page.text).toMatch(
      /Read by another model, net-0 \(13 consultations\): The index rose .* Over 13 consultations: \+8\.0/,
    );
    expect(page.text).toContain("A change needs two consultations");
    expect(page.place.querySelectorAll(".trend-place .divider")).toHaveLength(1);
    expect(page.text).toContain("another model took over");
  });

  it("always says what the index is not", () => {
    page = shown([point(1, estimate(50, 45, 55))]);
    expect(page.text).toContain("says nothing of feelings");
  });
});

describe("what the client said beside the index", () => {
  const rated = (day: number, rating: Points): TrendPoint => ({ ...point(day, null), rating });
  const sum = (value: number): Points => ({ scale: "srs", value, most: 40, low: value < 36 });

  it("has the line at 36 and flags the sums under it", () => {
    page = shown([rated(1, sum(35.5)), rated(8, sum(38))]);
    expect(page.place.querySelectorAll("svg .limit line")).toHaveLength(1);
    expect(page.place.querySelectorAll(".chart .rated.low")).toHaveLength(1);
    expect(page.place.querySelectorAll(".chart .rated")).toHaveLength(2);
    expect(page.place.querySelector(".chart .caption")?.textContent).toBe(
      "Four scales, sum 0 to 40",
    );
    expect(page.text).toContain("client's rating, a sum under 36");
    expect(page.text).toContain("a sum under it is worth a talk");
    expect(page.place.querySelector(".trend-table")?.textContent).toMatch(/35\.5\s\/\s40/);
  });

  it("keeps each scale on its own, and has none where nobody answered", () => {
    page = shown([rated(1, sum(38)), rated(8, { scale: "csat", value: 4, most: 5, low: false })]);
    expect(page.place.querySelectorAll(".chart svg")).toHaveLength(3);
    page.close();
    page = shown([point(1, null)]);
    expect(page.place.querySelectorAll(".chart svg")).toHaveLength(1);
  });

  it("is read with the index and the markers by the arrow keys", () => {
    page = shown([point(1, estimate(50, 45, 55)), rated(8, sum(38))]);
    const chart = page.place.querySelector(".chart");
    const press = (key: string) => {
      void act(
        () => void chart?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })),
      );
    };
    press("ArrowLeft");
    expect(page.place.querySelector(".chart-tip")?.textContent).toMatch(/Rating 38\s\/\s40/);
    press("ArrowLeft");
    const tip = page.place.querySelector(".chart-tip")?.textContent;
    expect(tip).toContain("Index 50.0 (45.0 to 55.0)");
    expect(tip).toContain("1 marker");
    press("Escape");
    expect(page.place.querySelector(".chart-tip")).toBeNull();
  });
});

describe("the chart's places", () => {
  it("leave by the ends no further, and by other keys not at all", () => {
    expect([stepped(null, "ArrowRight", 3), stepped(2, "ArrowRight", 3)]).toEqual([0, 2]);
    expect([stepped(null, "ArrowLeft", 3), stepped(0, "ArrowLeft", 3)]).toEqual([2, 0]);
    expect(stepped(1, "Tab", 3)).toBeUndefined();
  });

  it("are found by a pointer near them", () => {
    const marks = placed([point(1, null), point(2, null), point(11, null)], 640);
    expect(nearestTo(marks, 0)).toBe(0);
    expect(nearestTo(marks, 600)).toBe(2);
    expect(nearestTo([], 5)).toBeNull();
  });

  it("have up to four dates that keep apart, the last one always", () => {
    const weekly = Array.from({ length: 15 }, (_, week) => point(7 * week + 1, null));
    const days = (points: TrendPoint[], width: number) =>
      dated(placed(points, width), width).map(({ point: { at } }) =>
        points.findIndex((p) => p.at === at),
      );
    expect(days(weekly, 640)).toEqual([0, 5, 9, 14]);
    expect(days(weekly, 340)).toEqual([0, 7, 14]);
    expect(days([point(1, null), point(100, null), point(101, null)], 640)).toEqual([0, 2]);
    expect(days([point(1, null)], 640)).toEqual([0]);
    expect(days([], 640)).toEqual([]);
  });

  it("put higher ratings higher", () => {
    expect(ratingHeight(5, "csat")).toBeLessThan(ratingHeight(1, "csat"));
    expect(ratingHeight(36, "srs")).toBeGreaterThan(ratingHeight(40, "srs"));
  });

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
