import { expect, test } from "vitest";

import { facts } from "../src/words/facts";

test("a line of facts breaks after its dot, never before it", () => {
  expect(facts("Counselling", "", "Alice")).toBe("Counselling\u00a0· Alice");
});
