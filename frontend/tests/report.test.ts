import { describe, expect, it } from "vitest";

import type { ReportData, ReportParticipant } from "../src/api/types";
import { timeRows } from "../src/charts/rows";
import { reportCurve } from "../src/report/reportCurve";

const person = {
  turning_points: [],
  series: {
    t: [0, 5, 12, 25],
    valence: [0.2, 0.4, null, -0.3],
    low: [],
    high: [],
    label: ["happiness", "happiness", null, "sadness"],
  },
  strip: [
    [0, 6, "happiness"],
    [24, 30, "sadness"],
  ],
  gaps: [
    [6, 10, "no_face"],
    [10, 24, "no_camera"],
  ],
} as unknown as ReportParticipant;
const data = { started_at: 0, ended_at: 30_000, markers: [] } as unknown as ReportData;

describe("the table of a series", () => {
  it("has a row for each stretch, with its mean, its most frequent label or why there is none", () => {
    const { curve, strip, gaps, range } = reportCurve(person, data);
    expect(timeRows(curve, strip, gaps, range)).toEqual([
      { from: 0, valence: 0.30000000000000004, label: "happiness", missing: "no_face" },
      { from: 10, valence: null, label: null, missing: "no_camera" },
      { from: 20, valence: -0.3, label: "sadness", missing: "no_camera" },
    ]);
  });
});

describe("the gaps of a report", () => {
  it("say whether the face was missing, or the camera", () => {
    const { gaps } = reportCurve(person, data);
    expect(gaps.map(({ kind }) => kind)).toEqual(["no_face", "no_camera"]);
  });

  it("claim neither where an older report does not say", () => {
    const older = { ...person, gaps: [[6, 24]] } as unknown as ReportParticipant;
    expect(reportCurve(older, data).gaps).toEqual([{ from: 6, to: 24, kind: "unknown" }]);
  });
});

describe("the line less the person's own baseline", () => {
  it("breaks where the line breaks", () => {
    const { curve } = reportCurve({ ...person, baseline_shift: 0.1 }, data);
    expect(curve.corrected?.map((value) => value && Math.round(value * 10) / 10)).toEqual([
      0.1,
      0.3,
      null,
      -0.4,
    ]);
  });

  it("is not drawn where it would lie on the line, or is not known", () => {
    for (const baseline_shift of [0, null, undefined]) {
      const shifted = { ...person, ...(baseline_shift === undefined ? {} : { baseline_shift }) };
      expect(reportCurve(shifted, data).curve.corrected).toBeUndefined();
    }
  });
});
