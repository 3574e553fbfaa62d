import { describe, expect, it } from "vitest";

import type { Access, ReportData, ReportParticipant, TrendPoint } from "../src/api/types";
import { ratingFigure } from "../src/report/RatingCard";
import { reportCurve } from "../src/report/reportCurve";
import { accessor, accessorToClient, accessWords, accessWordsToClient } from "../src/words/access";
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
    const rating = { scale: "srs", value: 33.5, most: 40, comment: "" } as const;
    expect(ratingFigure(rating)).toMatch(/^33\.5\s\/\s40$/);
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
