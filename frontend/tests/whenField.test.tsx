import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import type { Consultation } from "../src/api/types";
import { WhenField, whenLabel } from "../src/planning/WhenField";
import { readTimesIn } from "../src/words/times";
import { typeInto } from "./keyboard";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

const other = { scheduled_at: "2030-12-01T08:00:00Z", client_name: "Frank" } as Consultation;
let page: TestPage;

beforeEach(() => {
  vi.useFakeTimers();
  readTimesIn("Europe/Kyiv");
  vi.mocked(api.readOverlaps).mockResolvedValue([other]);
  page = new TestPage(<WhenField label="When" initial={new Date("2030-12-01T08:00:00Z")} />);
});
afterEach(() => {
  page.close();
  readTimesIn(undefined);
  vi.useRealTimers();
  vi.resetAllMocks();
});

const wait = () => act(() => vi.advanceTimersByTimeAsync(1000).then(() => undefined));

async function choose(wall: string): Promise<void> {
  const field = page.place.querySelector("input") as HTMLInputElement;
  await typeInto(field, wall);
}

describe("the field for a date and time", () => {
  it("says the moment in words, whatever order the browser writes its digits in", async () => {
    await choose("2031-06-12T15:01");
    expect(page.text).toContain("Thu, 12 June 2031 at 15:01");
  });

  it("says no moment, and asks for no overlaps, when it is emptied", async () => {
    await wait();
    await choose("");
    await wait();
    expect(page.text).toBe("When");
    expect(api.readOverlaps).toHaveBeenCalledOnce();
  });

  it("warns of an overlap only as long as its moment is chosen", async () => {
    await wait();
    expect(page.announced).toContain("Frank");
    await choose("2031-06-12T15:01");
    expect(page.announced).toBe("");
  });

  it("names the zone without brackets in brackets", () => {
    expect(whenLabel()).toMatch(/^Date and time, Europe\/Kyiv \(GMT\+[23]\)$/);
  });
});
