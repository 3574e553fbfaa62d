import { Suspense } from "preact/compat";
import { act } from "preact/test-utils";
import { afterEach, expect, it, vi } from "vitest";

import { comingPage, reloadOnceServed } from "../src/comingPage";
import { settled } from "./devices";
import { TestPage } from "./page";

let page: TestPage | null = null;
afterEach(() => {
  page?.close();
  page = null;
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

/** Open a page whose code does not come. */
async function withoutCode(): Promise<TestPage> {
  const Coming = comingPage<() => null>(() => Promise.reject(new TypeError("Failed to fetch")));
  page = new TestPage(
    <Suspense fallback="Loading…">
      <Coming />
    </Suspense>,
  );
  await act(settled);
  await act(settled);
  return page;
}

it("a page whose code does not come says so, and is no empty window", async () => {
  const page = await withoutCode();
  expect(page.announced).toContain("The server cannot be reached");
});

it("it is not loaded anew again and again", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}")));
  await reloadOnceServed(vi.fn());
  const page = await withoutCode();
  expect(page.announced).toContain("The server cannot be reached");
  expect(page.announced).not.toContain("tries again by itself");
});

it("it is loaded anew once the server answers, and not before", async () => {
  const reload = vi.fn();
  const fetch = vi.fn(() => Promise.reject(new TypeError("no network")));
  vi.stubGlobal("fetch", fetch);
  await reloadOnceServed(reload);
  expect(reload).not.toHaveBeenCalled();
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}")));
  await reloadOnceServed(reload);
  expect(reload).toHaveBeenCalledTimes(1);
});
