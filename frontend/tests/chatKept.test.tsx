import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import type { Message } from "../src/api/types";
import { ChatKeptCard } from "../src/rtc/ChatKept";
import { settled } from "./devices";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

let held: Message[];
let page: TestPage;

beforeEach(() => {
  const message = { key: "k", at: 0 };
  held = [
    { ...message, id: 1, role: "client", text: "Good morning" },
    { ...message, id: 2, role: "counsellor", text: "Welcome" },
  ];
  vi.mocked(api.readMessages).mockImplementation((_, after) => {
    const results = held.filter(({ id }) => id > after).slice(0, 1);
    return Promise.resolve({
      results,
      more: held.some(({ id }) => id > (results[0]?.id ?? after)),
    });
  });
});
afterEach(() => page.close());

async function show(): Promise<void> {
  page = new TestPage(<ChatKeptCard id="c" name="Erin" />);
  await act(settled);
}

it("what both wrote is read after the call, all pages of it", async () => {
  await show();
  const lines = [...page.place.querySelectorAll("li")].map(({ textContent }) => textContent);
  expect(lines).toEqual([
    expect.stringMatching(/^Erin · .*Good morning$/),
    expect.stringMatching(/^You · .*Welcome$/),
  ]);
  expect(page.place.querySelector("textarea")).toBeNull();
});

it("there is no card where nothing is kept", async () => {
  held = [];
  await show();
  expect(page.text).toBe("");
});
