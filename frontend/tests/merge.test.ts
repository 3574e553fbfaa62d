import { describe, expect, it } from "vitest";

import { mergeReadings, Positions } from "../src/dashboard/merge";
import { reading } from "./readings";

describe("merging readings", () => {
  it("takes each id once, whichever way it came", () => {
    const history = [reading(1), reading(2)];
    const merged = mergeReadings(history, [reading(2), reading(3), reading(3)]);
    expect(merged.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it("orders by capture, because workers commit out of order", () => {
    const early = reading(9, { captured_at: 500 });
    const merged = mergeReadings([reading(1), reading(2)], [early]);
    expect(merged.map(({ id }) => id)).toEqual([9, 1, 2]);
  });

  it("leaves what was held untouched", () => {
    const held = [reading(1)];
    mergeReadings(held, [reading(2)]);
    expect(held).toHaveLength(1);
  });
});

describe("positions in a stream", () => {
  it("show no gap while they count up, in any order of arrival", () => {
    const positions = new Positions();
    for (const position of [1, 3, 2, 4]) positions.note("a", position);
    expect(positions.gaps()).toEqual([]);
  });

  it("show a hole with the last position before it", () => {
    const positions = new Positions();
    for (const position of [1, 2, 5]) positions.note("a", position);
    expect(positions.gaps()).toEqual([{ stream: "a", after: 2, until: 5 }]);
  });

  it("are counted for each stream by itself", () => {
    const positions = new Positions();
    positions.note("a", 1);
    positions.note("b", 2);
    expect(positions.gaps()).toEqual([{ stream: "b", after: 0, until: 2 }]);
  });

  it("are whole again when the hole is filled", () => {
    const positions = new Positions();
    for (const position of [1, 4, 2, 3]) positions.note("a", position);
    expect(positions.gaps()).toEqual([]);
  });

  it("forget a hole that was erased on the server", () => {
    const positions = new Positions();
    for (const position of [1, 5, 6]) positions.note("a", position);
    positions.settle("a", 6);
    expect(positions.gaps()).toEqual([]);
    positions.note("a", 8);
    expect(positions.gaps()).toEqual([{ stream: "a", after: 6, until: 8 }]);
  });
});
