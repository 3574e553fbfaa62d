import { describe, expect, it } from "vitest";

import type { Access, ReportData, ReportParticipant, TrendPoint } from "../src/api/types";
import { ratingFigure, ratingNote } from "../src/report/RatingCard";
import { reportCurve } from "../src/report/reportCurve";
import { accessor, accessorToClient, accessWords, accessWordsToClient } from "../src/words/access";
import { gapName, gapsWords } from "../src/words/gaps";
import { beforeWords } from "../src/words/trend";

const look = (part: Partial<Access>) =>
  ({ act: "viewed", by: "client", name: "", ...part }) as Access;

describe("who has looked", () => {
  it("is named, unless it was the client or is gone", () => {
    expect(accessor(look({ by: "administrator", name: "Carol" }))).toBe("Carol");
    expect(accessor(look({ by: "client" }))).toBe("The client");
    expect(accessor(look({ by: "counsellor" }))).toBe("A counsellor");
  });

  it("says in which form it was taken along", () => {
    expect(accessWords(look({ act: "xlsx" }))).toBe("downloaded the report (Excel)");
  });

  it("is said to the client as of themselves", () => {
    const own = look({ by: "client", act: "copied" });
    expect(`${accessorToClient(own)} ${accessWordsToClient(own)}`).toBe("You downloaded your data");
    const shared = look({ by: "counsellor", name: "Alice", act: "shared" });
    expect(`${accessorToClient(shared)} ${accessWordsToClient(shared)}`).toBe(
      "Alice shared the report with you",
    );
  });
});

describe("one consultation against the one before", () => {
  const point = (part: Partial<TrendPoint>) =>
    ({ index: { value: 50 }, withheld: null, change: null, ...part }) as TrendPoint;

  it("claims a change only where it is clear", () => {
    const change = { value: 3, low: -2, high: 8, clear: false };
    expect(beforeWords(point({ change }), "Mon 2 November")).toMatch(/^No clear change since/);
    const clear = { value: -9, low: -14, high: -4, clear: true };
    expect(beforeWords(point({ change: clear }), "Mon 2 November")).toMatch(/^Lower than on/);
  });

  it("says why there is nothing to set beside it", () => {
    expect(beforeWords(point({ index: null, withheld: "coverage" }), "")).toMatch(
      /^No index this time: insufficient data/,
    );
    expect(beforeWords(point({}), "")).toBe("No earlier one has an index by the same model.");
  });
});

describe("the client's rating", () => {
  it("keeps a half of the four scales' sum", () => {
    const rating = { scale: "srs", value: 33.5, most: 40, low: true } as const;
    expect(ratingFigure(rating)).toMatch(/^33\.5\s\/\s40$/);
  });

  it("is flagged where the sum is under 36", () => {
    const rating = { scale: "srs", value: 35.5, most: 40 } as const;
    expect(ratingNote({ ...rating, low: true })).toContain("under 36, worth a talk");
    expect(ratingNote({ ...rating, value: 36, low: false })).toBe("sum of the four scales");
  });
});

describe("a gap", () => {
  it("of a dark picture or of two faces is no missing face", () => {
    expect(gapName("no_face")).toBe("no readable face");
  });

  it("that is none is none while the camera was on", () => {
    expect(gapsWords([])).toBe("no gap over 5 s while the camera was on");
    expect(gapsWords([{ from: 0, to: 9 }])).toBe("1 gap, longest 9\u00a0s");
  });
});

describe("turning points on the curve", () => {
  it("stand where the level changed, and say which way", () => {
    const person = {
      series: { t: [], valence: [], low: [], high: [], label: [] },
      strip: [],
      gaps: [],
      turning_points: [{ t: 90, until: 200, before: -0.1, after: 0.4, marker: null }],
    } as unknown as ReportParticipant;
    const data = { started_at: 1000, ended_at: 300_000, markers: [] } as unknown as ReportData;
    expect(reportCurve(person, data).turns).toEqual([{ at: 91, rises: true }]);
  });
});
