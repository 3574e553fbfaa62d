import { describe, expect, it } from "vitest";

import { address, changed, daysOf, filtersIn } from "../src/review/filters";
import { answeredWords } from "../src/review/Headline";
import { biasWords, lackingWords, reasonWords } from "../src/review/words";

describe("filters of the review", () => {
  it("stand in the address and come back from it", () => {
    const filters = { period: "30d", rating: "1" };
    const query = address("/review", filters).split("?")[1];
    expect(filtersIn(new URLSearchParams(query))).toEqual(filters);
    expect(address("/review", {})).toBe("/review");
  });

  it("leave out what is no filter", () => {
    expect(filtersIn(new URLSearchParams("rating=5&cursor=x&next=/"))).toEqual({ rating: "5" });
  });

  it("are taken away by an empty value", () => {
    expect(changed({ rating: "1", kind: "service" }, { rating: "" })).toEqual({ kind: "service" });
  });

  it("have a period or days, never both", () => {
    expect(changed({ period: "7d" }, { first: "2026-11-01" })).toEqual({ first: "2026-11-01" });
    expect(changed({ first: "2026-11-01", last: "2026-11-02" }, { period: "all" })).toEqual({
      period: "all",
    });
  });

  it.each([
    ["2026-11-23", "week", "2026-11-29"],
    ["2026-11-01", "month", "2026-11-30"],
    ["2024-02-01", "month", "2024-02-29"],
    ["2026-12-28", "week", "2027-01-03"],
  ] as const)("lead from %s by %s to its last day", (first, by, last) => {
    expect(daysOf(first, by)).toEqual({ first, last });
  });
});

describe("who answered", () => {
  const share = { count: 3, of: 5, value: 0.6, low: 0.2, high: 0.9 };

  it.each([
    [{ response: share, asked: 5, answered: 3, closed: 5, open: 0 }, "3 of 5 who were asked"],
    [
      { response: share, asked: 8, answered: 4, closed: 5, open: 2 },
      "3 of 5 whose week to answer is over; 2 can still answer",
    ],
    [{ response: null, asked: 3, answered: 1, closed: 1, open: 2 }, "2 can still answer"],
  ])("is told of those whose figure it is: %j", (found, words) => {
    expect(answeredWords(found)).toBe(words);
  });
});

describe("why nothing is said of index and ratings", () => {
  it.each([
    ["pairs", 12, /^Not enough ratings yet: 12 of 50/],
    ["clients", 60, /^Not enough clients yet: these 60 consultations are of fewer than 5/],
    ["unvarying", 60, /^Nothing can be said: all ratings/],
  ] as const)("is told for %s", (lacking, pairs, said) => {
    expect(lackingWords({ lacking, pairs }, 50, 5)).toMatch(said);
  });
});

describe("those who did not answer", () => {
  it("are called alike by no interval that holds zero", () => {
    expect(biasWords(-3, 4)).toMatch(/^No difference can be told/);
    expect(biasWords(1, 4)).toContain("may flatter");
    expect(biasWords(-4, -1)).toContain("too low");
  });
});

describe("reasons", () => {
  it("are whole sentences with the figures in them", () => {
    expect(reasonWords({ rule: "rating", value: 2, limit: 2, at_s: null })).toBe(
      "The client gave 2 of 5; worth a look from 2 down.",
    );
    expect(reasonWords({ rule: "fall", value: -0.62, limit: -0.5, at_s: 1390 })).toBe(
      "Apparent valence fell by 0.62 at 23:10.",
    );
    expect(reasonWords({ rule: "fall", value: null, limit: -0.5, at_s: null })).toBe(
      "Apparent valence fell strongly at one point.",
    );
    expect(reasonWords({ rule: "falling", value: 1, limit: 1, at_s: null })).toContain("1 time in");
    expect(reasonWords({ rule: "falling", value: null, limit: null, at_s: null })).toContain(
      "expression index fell",
    );
  });
});
