import { describe, expect, test } from "vitest";

import { closest, contrast, difference, seenBy, VISIONS } from "../src/design/colour";
import { TEXT_ON } from "../src/design/pairs";
import { EXPRESSIONS } from "../src/expressions";
import { THEMES } from "./tokens";

/** Where two neighbours of a strip still are two colours at a glance: 2 is just noticed. */
const APART = 9;
const GRAPHICS = 3;
const TEXT = 4.5;

test("black on white has all the contrast that there is", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(difference("#000000", "#ffffff")).toBeCloseTo(100);
});

test("greys stay grey to every eye, red and green come close to those without one cone", () => {
  for (const vision of VISIONS)
    expect(difference(seenBy(vision, "#808080"), "#808080")).toBeLessThan(1);
  const [red, green] = ["#b5485d", "#6e7c2a"];
  const seen = difference(seenBy("deuteranopia", red), seenBy("deuteranopia", green));
  expect(seen).toBeLessThan(difference(red, green) / 2);
});

describe.each(Object.entries(THEMES))("in the %s theme", (_, tokens) => {
  const token = (name: string) => tokens[name] ?? "";
  const seven = Object.fromEntries(EXPRESSIONS.map((name) => [name, token(name)]));

  test("the seven expressions are seven colours", () => {
    expect(closest(seven).difference, closest(seven).pair.join()).toBeGreaterThan(APART);
  });

  test.each(VISIONS)("and with %s, too", (vision) => {
    const seen = Object.fromEntries(
      Object.entries(seven).map(([name, colour]) => [name, seenBy(vision, colour)]),
    );
    expect(closest(seen).difference, closest(seen).pair.join()).toBeGreaterThan(APART);
  });

  test("bars, dots and strips stand out from the card", () => {
    for (const [name, colour] of Object.entries(seven)) {
      expect(contrast(colour, token("card")), name).toBeGreaterThan(GRAPHICS);
    }
  });

  test("words can be read on whatever they stand", () => {
    for (const [text, grounds] of Object.entries(TEXT_ON)) {
      for (const ground of grounds) {
        expect(contrast(token(text), token(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(
          TEXT,
        );
      }
    }
  });
});
