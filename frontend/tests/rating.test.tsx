import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/ratings";
import { Refusal } from "../src/api/refusal";
import type { Rating, RatingForm } from "../src/api/types";
import { NO_MARKS, sumOf } from "../src/rating/FourScales";
import { OwnRating } from "../src/rating/ownRating";
import { RatingCard } from "../src/rating/RatingCard";
import { saidWords } from "../src/rating/words";
import { TestPage } from "./page";

vi.mock("../src/api/ratings");

const unsaid: RatingForm = {
  scale: "csat",
  open: true,
  until: "2026-12-05T10:00:00Z",
  counsellor: { name: "Alice" },
  ended_at: "2026-11-28T10:00:00Z",
  rating: null,
};

function rating(said: Partial<Rating>): Rating {
  const nothing = { csat: null, relationship: null, goals: null, approach: null, overall: null };
  const times = { given_at: "2026-11-28T10:05:00Z", changed_at: "2026-11-28T10:05:00Z" };
  return { scale: "csat", ...nothing, sum: null, comment: "", ...times, ...said };
}

let page: TestPage;
let own: OwnRating;

async function shown(form: RatingForm): Promise<void> {
  vi.mocked(api.readOwnRating).mockResolvedValue(form);
  own = new OwnRating("erin");
  await own.load();
  page = new TestPage(<RatingCard own={own} />);
}

beforeEach(() => vi.resetAllMocks());
afterEach(() => page.close());

async function choose(value: number): Promise<void> {
  await act(() => page.place.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click());
}

async function move(scale: string, value: number): Promise<void> {
  const line = page.place.querySelector<HTMLInputElement>(`#scale-${scale}`);
  await act(() => {
    if (!line) throw new Error(`no scale ${scale}`);
    line.value = String(value);
    line.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

async function send(): Promise<void> {
  await act(async () => {
    page.place.querySelector("form")?.requestSubmit();
    await new Promise((resolve) => setTimeout(resolve));
  });
}

describe("the one question", () => {
  beforeEach(() => shown(unsaid));

  it("is a group of radio buttons in words", () => {
    const group = page.place.querySelector("fieldset");
    expect(group?.querySelector("legend")?.textContent).toContain("How satisfied are you");
    const choices = [...page.place.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    expect(choices.map(({ name }) => name)).toEqual(Array(5).fill("csat"));
    expect(choices.some(({ checked }) => checked)).toBe(false);
    expect(page.text).toContain("Very dissatisfied");
  });

  it("is answered, thanked for, and can be changed", async () => {
    const said = { ...unsaid, rating: rating({ csat: 4 }) };
    vi.mocked(api.giveRating).mockResolvedValue(said);
    await choose(4);
    await send();
    expect(api.giveRating).toHaveBeenCalledWith("erin", { csat: 4, comment: "" });
    expect(page.text).toContain("Thank you for your answer");
    expect(page.text).toContain("4 of 5, satisfied");
    await page.press("Change it");
    const chosen = page.place.querySelector<HTMLInputElement>("input:checked");
    expect(chosen?.value).toBe("4");
    await page.press("Leave it as it was");
    expect(page.text).toContain("Thank you for your answer");
  });

  it("says beside the question what is missing, and keeps the comment", async () => {
    const refusal = new Refusal(400, "", "", { csat: "Choose a value." });
    vi.mocked(api.giveRating).mockRejectedValue(refusal);
    const field = page.place.querySelector("textarea") as HTMLTextAreaElement;
    await act(() => {
      field.value = "I was heard.";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await send();
    expect(page.announced).toContain("Choose a value.");
    expect(field.value).toBe("I was heard.");
  });

  it("says that the server was not reached", async () => {
    vi.mocked(api.giveRating).mockRejectedValue(new Refusal(0, "unreachable", ""));
    await choose(2);
    await send();
    expect(page.announced).toContain("Check your connection");
    expect(page.text).toContain("How was it for you?");
  });

  it("gives way when its time is over meanwhile", async () => {
    vi.mocked(api.giveRating).mockRejectedValue(new Refusal(409, "too_late", "They are over."));
    vi.mocked(api.readOwnRating).mockResolvedValue({ ...unsaid, open: false });
    await choose(2);
    await send();
    expect(page.place.querySelector("section")).toBeNull();
  });
});

describe("the four questions", () => {
  beforeEach(() => shown({ ...unsaid, scale: "srs" }));

  it("count none that nobody touched", async () => {
    await move("relationship", 9);
    expect(page.place.querySelector("#scale-goals")?.getAttribute("aria-valuetext")).toBe(
      "not answered yet",
    );
    expect(page.announced).toContain("Move each of the four");
  });

  it("have a sum once all are answered, the middle by a key", async () => {
    await move("relationship", 9);
    await move("goals", 8.5);
    await move("approach", 10);
    const last = page.place.querySelector("#scale-overall");
    await act(() => {
      last?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    });
    expect(page.announced).toContain("Together: 32.5 of 40");
    vi.mocked(api.giveRating).mockResolvedValue({ ...unsaid, rating: rating({ csat: 4 }) });
    await send();
    const marks = { relationship: 9, goals: 8.5, approach: 10, overall: 5 };
    expect(api.giveRating).toHaveBeenCalledWith("erin", { ...marks, comment: "" });
  });
});

describe("a rating that is no longer open", () => {
  it("is not asked for", async () => {
    await shown({ ...unsaid, open: false });
    expect(page.text).toBe("");
  });

  it("is shown where it was given, without the way to change it", async () => {
    await shown({ ...unsaid, open: false, rating: rating({ csat: 5, comment: "I was heard." }) });
    expect(page.text).toContain("I was heard.");
    expect(page.place.querySelector("button")).toBeNull();
  });
});

describe("a rating in words", () => {
  it("tells either scale", () => {
    expect(saidWords(rating({ csat: 1 }))).toBe("1 of 5, very dissatisfied");
    expect(saidWords(rating({ scale: "srs", sum: 34.5 }))).toBe("34.5 of 40 on four scales");
  });

  it("has no sum while one of four is missing", () => {
    expect(sumOf({ ...NO_MARKS, goals: 3 })).toBeNull();
  });
});
