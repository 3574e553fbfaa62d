import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ModelCard } from "../src/api/types";
import { EXPRESSIONS } from "../src/expressions";

const CARD: ModelCard = {
  name: "slim",
  version: "slim-9",
  serving: true,
  uncertain_below: 0.39,
  evaluation: {
    pictures: 3579,
    accuracy: 0.685,
    accuracy_low: 0.669,
    accuracy_high: 0.7,
    accuracy_votes: 0.901,
    unlearned: { left_out: 279, accuracy: 0.671, accuracy_votes: 0.897 },
    calibration_error: 0.034,
    calibration_error_labels: 0.02,
    classes: EXPRESSIONS.map((name, row) => ({
      name,
      pictures: 100 + row,
      recall: 0.41 + row / 100,
      precision: 0.5,
      recall_votes: 0.81 + row / 100,
    })),
    thresholds: [],
    conditions: [{ name: "blurred by 1 px", accuracy: 0.657, accuracy_votes: 0.871 }],
    distances: [{ face_px: 60, read: 0.08, accuracy: 0.643 }],
  },
};
const other: ModelCard = { ...CARD, name: "other", version: "other-1", serving: false };
let cards: ModelCard[] = [];

vi.mock("../src/api/reports", () => ({ readModels: () => Promise.resolve(cards) }));

import ModelPage from "../src/model/ModelPage";
import { percent } from "../src/words/numbers";
import { settled } from "./devices";
import { TestPage } from "./page";

describe("the model card in the product", () => {
  let page: TestPage;
  beforeEach(async () => {
    cards = [other, CARD];
    page = new TestPage(<ModelPage />);
    await act(settled);
  });
  afterEach(() => page.close());

  /** What stands under a heading. */
  function under(heading: string): string {
    const found = [...page.place.querySelectorAll("section")].find(
      (section) => section.querySelector("h2")?.textContent === heading,
    );
    return found?.textContent ?? "";
  }

  it("is the serving model's, with the data it learned from", () => {
    expect(page.text).toContain("Model slim-9");
    expect(page.text).not.toContain("other-1");
    expect(under("Data")).toContain("FER2013");
    expect(under("Data")).toContain("FER+");
  });

  it("says of each expression how many of its pictures were found", () => {
    const rows = [...page.place.querySelectorAll("tbody tr")].slice(0, EXPRESSIONS.length);
    const said = rows.map((row) => [...row.children].map((cell) => cell.textContent));
    expect(said[0]).toEqual(["Anger", percent(0.81), percent(0.41), "100"]);
    expect(said[1]).toEqual(["Disgust", percent(0.82), percent(0.42), "101"]);
    expect(said[6]).toEqual(["Neutral", percent(0.87), percent(0.47), "106"]);
  });

  it("says how far a probability is off, and below which none is named", () => {
    const said = under("How often it is right");
    expect(said).toContain("is off by 3.4 points on average");
    expect(said).toContain("Below a probability of 0.39 the best label is not named");
    expect(said).toContain(`95%: ${percent(0.67)} to ${percent(0.7)}`);
    expect(said).toContain("279 of these pictures lie among those it learned from");
  });

  it("says what was not measured", () => {
    const said = under("What was not measured");
    for (const words of ["age, gender, skin", "facial paralysis", "Real consultations", "felt"])
      expect(said).toContain(words);
  });

  it("says so where nobody has measured the model", async () => {
    page.close();
    cards = [{ ...CARD, evaluation: null }];
    page = new TestPage(<ModelPage />);
    await act(settled);
    expect(under("How often it is right")).toBe(
      "How often it is rightNobody has measured this model yet.",
    );
  });
});
