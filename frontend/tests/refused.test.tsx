import { afterEach, expect, it } from "vitest";

import { Trouble } from "../src/design/Trouble";
import { NotFoundPage } from "../src/NotFoundPage";
import { TestPage } from "./page";

afterEach(() => {
  delete document.body.dataset.refused;
});

it.each([
  ["", "There is no such page"],
  ["404", "There is no such page"],
  ["403", "This page is not open to you"],
  ["500", "That did not work"],
  ["503", "A part of the service is restarting"],
])("where the server refused with %s the page says %s", (status, words) => {
  if (status) document.body.dataset.refused = status;
  expect(new TestPage(<NotFoundPage />).text).toContain(words);
});

it("a link that stays unknown is not offered to be tried again", () => {
  const page = new TestPage(<Trouble title="This link is unknown">Open it once more.</Trouble>);
  expect(page.place.querySelector("button")).toBeNull();
});
