import { describe, expect, it } from "vitest";

import { tableRows } from "../src/report/reportCurve";

describe("the table of a series", () => {
  const series = {
    t: [0, 5, 12, 25],
    valence: [0.2, 0.4, null, -0.3],
    low: [],
    high: [],
    label: ["happiness", "happiness", null, "sadness"],
  };

  it("has a row for each stretch, with its mean and most frequent label", () => {
    expect(tableRows(series, 30)).toEqual([
      { from: 0, valence: 0.30000000000000004, label: "happiness" },
      { from: 10, valence: null, label: null },
      { from: 20, valence: -0.3, label: "sadness" },
    ]);
  });

  it("stays short for long consultations", () => {
    expect(tableRows(series, 3600).length).toBeLessThanOrEqual(40);
  });
});
