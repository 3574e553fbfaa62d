import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { SearchField } from "../src/design/SearchField";
import { typeInto } from "./keyboard";
import { TestPage } from "./page";

let page: TestPage;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  page.close();
  vi.useRealTimers();
});

it("a search begins a moment after the last letter, also on a page that is drawn anew", async () => {
  const searched = vi.fn();
  const field = () => (
    <SearchField label="Name" value="" onSearch={(text) => void searched(text)} />
  );
  page = new TestPage(field());
  await typeInto(page.place.querySelector("input") as HTMLInputElement, "Erin");
  for (let times = 0; times < 3; times++) {
    await act(async () => {
      await vi.advanceTimersByTimeAsync(200);
    });
    page.show(field());
  }
  expect(searched).toHaveBeenCalledExactlyOnceWith("Erin");
});
