import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as ratings from "../src/api/ratings";
import { Refusal } from "../src/api/refusal";
import type { Participation, RatingForm } from "../src/api/types";
import { Over } from "../src/call/Over";
import type { OwnPart } from "../src/call/ownPart";
import { TestPage } from "./page";

vi.mock("../src/api/ratings");
vi.mock("../src/call/OwnViews", () => ({ OwnViews: () => null }));
vi.mock("../src/call/SharedReportLink", () => ({ SharedReportLink: () => null }));

const part = {
  id: "erin",
  consultation: { state: "ended" },
  counsellor: { name: "Alice" },
  consents: [],
  pauses: [],
  readings: 0,
  messages: 2,
  may_erase: true,
} as unknown as Participation;
const eraseMessages = vi.fn(() => Promise.resolve(true));
const own = { eraseMessages } as unknown as OwnPart;

let page: TestPage;
const show = async (shown: Participation) => {
  page = new TestPage(<Over part={shown} own={own} />);
  await vi.waitFor(() => expect(page.text).toContain("Erase my messages"));
};
beforeEach(() => {
  const form = { open: false, items: [], rating: { answers: {}, comment: "" } };
  vi.mocked(ratings.readOwnRating).mockResolvedValue(form as unknown as RatingForm);
});
afterEach(() => {
  page.close();
  vi.clearAllMocks();
});

describe("the client's page after a consultation", () => {
  it("erases messages only after a question", async () => {
    await show(part);
    await page.press("Erase my messages");
    expect(eraseMessages).not.toHaveBeenCalled();
    await page.press("Keep them");
    await page.press("Erase my messages");
    await page.press("Erase them now");
    expect(eraseMessages).toHaveBeenCalledOnce();
  });

  it("asks for a rating, also where the questions did not come at once", async () => {
    vi.useFakeTimers();
    vi.mocked(ratings.readOwnRating)
      .mockRejectedValueOnce(new Refusal(0, "unreachable", ""))
      .mockRejectedValueOnce(new Refusal(0, "unreachable", ""));
    page = new TestPage(<Over part={part} own={own} />);
    await act(async () => {
      await vi.advanceTimersByTimeAsync(60_000);
    });
    vi.useRealTimers();
    expect(ratings.readOwnRating).toHaveBeenCalledTimes(3);
    expect(page.text).toContain("Thank you for your answer");
  });

  it("tells when the analysis was paused, and by whom", async () => {
    const [since, until] = ["2026-11-23T10:05:00Z", "2026-11-23T10:07:00Z"];
    const pauses = [
      { by: "client" as const, since, until },
      { by: "counsellor" as const, since: until, until: null },
    ];
    await show({ ...part, pauses });
    expect(page.text).toContain("Pauses of the analysis");
    expect(page.text).toMatch(/By you.*to.*By Alice.*to the end/);
  });

  it("shows no sign of success for one that was cancelled", async () => {
    await show(part);
    const mark = () => page.place.querySelector(".over-mark")?.innerHTML;
    const success = mark();
    page.close();
    await show({ ...part, consultation: { ...part.consultation, state: "cancelled" } });
    expect(mark()).not.toBe(success);
  });
});
