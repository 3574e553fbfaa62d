import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as api from "../src/api/review";
import type { Rules } from "../src/api/types";
import { RulesDialog } from "../src/review/RulesDialog";
import { settled } from "./devices";
import { TestPage } from "./page";

vi.mock("../src/api/review");

const SHOWN: Rules = {
  rating_at_most: 2,
  srs_under: 36,
  falls_in_a_row: null,
  fall_at_least: 0.5,
  comments: true,
};
let page: TestPage;

beforeEach(() => {
  vi.mocked(api.readRules).mockResolvedValue(SHOWN);
  vi.mocked(api.changeRules).mockResolvedValue(SHOWN);
});
afterEach(() => page.close());

it("only what was changed is saved, so that a colleague's change stays", async () => {
  page = new TestPage(<RulesDialog onSaved={() => undefined} onClose={() => undefined} />);
  await act(settled);
  const field = page.place.querySelector<HTMLInputElement>("input[name=rating_at_most]");
  const comments = page.place.querySelector<HTMLInputElement>("input[name=comments]");
  if (!field || !comments) throw new Error("The dialog shows no rules");
  field.value = "3";
  comments.checked = false;
  page.place.querySelector("form")?.requestSubmit();
  await act(settled);
  expect(api.changeRules).toHaveBeenCalledWith({ rating_at_most: 3, comments: false });
});
