import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Me } from "../src/api/types";

/** The shell's word is read when the module is loaded. */
async function shown(coming: boolean): Promise<HTMLElement> {
  if (coming) document.body.dataset.monthsComing = "";
  const { me } = await import("../src/api/session");
  me.value = { name: "Alice" } as Me;
  const { MonthsComing } = await import("../src/demo/MonthsComing");
  const place = document.createElement("div");
  await act(() => {
    render(<MonthsComing />, place);
  });
  return place;
}

describe("a demo whose made-up months are on their way", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.useFakeTimers();
  });
  afterEach(() => {
    delete document.body.dataset.monthsComing;
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("says so, and says when they are there", async () => {
    const answers = [true, false];
    vi.stubGlobal("fetch", () =>
      Promise.resolve(new Response(JSON.stringify({ coming: answers.shift() }))),
    );
    const place = await shown(true);
    expect(place.textContent).toContain("are being added");
    await act(async () => {
      await vi.advanceTimersByTimeAsync(2000);
    });
    expect(place.textContent).toContain("are being added");
    await act(async () => {
      await vi.advanceTimersByTimeAsync(2000);
    });
    expect(place.querySelector("button")?.textContent).toBe("Show them");
  });

  it("says nothing where the shell did not", async () => {
    expect((await shown(false)).textContent).toBe("");
  });
});

describe("figures over a demo's practice", () => {
  afterEach(() => {
    delete document.body.dataset.gallery;
    vi.unstubAllGlobals();
  });

  it.each([
    [true, true, "The demo's months are among these figures."],
    [true, false, ""],
    [false, true, ""],
  ])("demo %s, months there %s", async (demo, madeUp, words) => {
    if (demo) document.body.dataset.gallery = "";
    const answer = { coming: false, made_up: madeUp };
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(answer))));
    const { MonthsAmongThese } = await import("../src/demo/MonthsAmongThese");
    const place = document.createElement("div");
    await act(async () => {
      render(<MonthsAmongThese />, place);
      await Promise.resolve();
    });
    await vi.waitFor(() => expect(place.textContent.replace("made up ", "")).toBe(words));
  });
});
