import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";

import { LanguageSwitch } from "../src/accounts/LanguageSwitch";
import { SignedIn } from "../src/accounts/SignedIn";
import { me } from "../src/api/session";
import type { Me } from "../src/api/types";
import { Page } from "../src/design/Page";
import { TestPage } from "./page";

let page: TestPage;
afterEach(() => {
  page.close();
  me.value = undefined;
  vi.unstubAllGlobals();
});

async function pressOffline(words: string): Promise<void> {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  await page.press(words);
  await act(() => new Promise((resolve) => setTimeout(resolve)));
}

describe("the page's bar", () => {
  it("stays in view where the focus goes to the content of a new page", () => {
    const here = <Page title="Here">words</Page>;
    page = new TestPage(here);
    page.close();
    document.documentElement.scrollTop = 300;
    const focus = vi.spyOn(HTMLElement.prototype, "focus");
    page = new TestPage(here);
    expect(focus.mock.contexts).toEqual([page.place.querySelector("main")]);
    expect(focus).toHaveBeenCalledWith({ preventScroll: true });
    expect(document.documentElement.scrollTop).toBe(0);
    focus.mockRestore();
  });
});

describe("the page's bar without a network", () => {
  it("says that nobody was signed out", async () => {
    me.value = { name: "Alice", email: "alice@example.org" } as Me;
    page = new TestPage(<SignedIn />);
    await pressOffline("Sign out");
    expect(page.announced).toMatch(/did not work/);
    expect(me.value.name).toBe("Alice");
  });

  it("says that the language stays", async () => {
    page = new TestPage(<LanguageSwitch />);
    await pressOffline("УК");
    expect(page.announced).toMatch(/did not work/);
  });
});
