import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/practice";
import { Refusal } from "../src/api/refusal";
import type { Policy } from "../src/api/types";
import { PolicyForm } from "../src/practice/PolicyForm";
import { changesWords } from "../src/practice/words";
import { TestPage } from "./page";

vi.mock("../src/api/practice");

const policy: Policy = {
  id: 1,
  name: "North Practice",
  preset: "default",
  analyse_client: true,
  analyse_counsellor: true,
  retention_days: 30,
  file_days: null,
  rating_scale: "csat",
  share_reports: false,
  index_by_counsellor: false,
};

let page: TestPage;
const saved = vi.fn(() => Promise.resolve());

function shown(now: Partial<Policy> = {}): void {
  page = new TestPage(<PolicyForm policy={{ ...policy, ...now }} onSaved={saved} />);
}

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(api.changePolicy).mockImplementation((changes) =>
    Promise.resolve({ ...policy, ...changes }),
  );
});
afterEach(() => page.close());

async function choose(selector: string): Promise<void> {
  await act(() => page.place.querySelector<HTMLInputElement>(selector)?.click());
}

async function type(selector: string, value: string): Promise<void> {
  const field = page.place.querySelector<HTMLInputElement>(selector);
  await act(() => {
    if (field) field.value = value;
    field?.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

async function save(): Promise<void> {
  await act(async () => {
    page.place.querySelector("form")?.requestSubmit();
    await new Promise((resolve) => setTimeout(resolve));
  });
}

describe("the practice's policy", () => {
  it("sends only what was changed", async () => {
    shown();
    await choose('input[value="srs"]');
    await save();
    expect(api.changePolicy).toHaveBeenCalledWith({ rating_scale: "srs" });
    expect(page.announced).toContain("Saved");
  });

  it("asks before the EU's rules, which nobody here can take back", async () => {
    shown();
    await choose('input[value="eu"]');
    await save();
    expect(api.changePolicy).not.toHaveBeenCalled();
    await page.press("Hold it to them");
    expect(api.changePolicy).toHaveBeenCalledWith({ preset: "eu" });
  });

  it("asks before files are erased sooner than before, which nobody can take back", async () => {
    shown();
    await type("#file-days", "365");
    await save();
    expect(api.changePolicy).not.toHaveBeenCalled();
    await page.press("Erase them");
    expect(api.changePolicy).toHaveBeenCalledWith({ file_days: 365 });
  });

  it("keeps files until they are erased where no days stand", async () => {
    shown({ file_days: 365 });
    await type("#file-days", "");
    await save();
    expect(api.changePolicy).toHaveBeenCalledWith({ file_days: null });
  });

  it("asks one thing after the other, and saves nothing where one is not wished", async () => {
    shown();
    await choose('input[value="eu"]');
    await type("#file-days", "365");
    await save();
    await page.press("Hold it to them");
    await page.press("Cancel");
    expect(api.changePolicy).not.toHaveBeenCalled();
  });

  it("has the counsellor's switch off and shut under the EU's rules", () => {
    shown({ preset: "eu", analyse_counsellor: false });
    const switches = [...page.place.querySelectorAll<HTMLInputElement>('[role="switch"]')];
    expect(switches.map(({ checked, disabled }) => [checked, disabled])).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, true],
    ]);
    const others = page.place.querySelectorAll('input[name="preset"]:disabled');
    expect(others).toHaveLength(2);
  });

  it("keeps what is changed while it is being saved, and does not call it saved", async () => {
    shown();
    let stored: (policy: Policy) => void = () => undefined;
    vi.mocked(api.changePolicy).mockImplementation(
      () => new Promise((answer) => (stored = answer)),
    );
    await choose('input[value="srs"]');
    await save();
    await type("#retention-days", "14");
    await act(async () => {
      stored({ ...policy, rating_scale: "srs" });
      await new Promise((resolve) => setTimeout(resolve));
    });
    expect(page.place.querySelector<HTMLInputElement>("#retention-days")?.value).toBe("14");
    expect(page.announced).not.toContain("Saved");
  });

  it("says beside a setting why it was refused", async () => {
    shown();
    const refusal = new Refusal(400, "", "", { retention_days: "Ensure this is at least 1." });
    vi.mocked(api.changePolicy).mockRejectedValue(refusal);
    await choose('input[value="srs"]');
    await save();
    expect(page.text).toContain("Ensure this is at least 1.");
    expect(saved).not.toHaveBeenCalled();
  });
});

describe("what was changed", () => {
  it("is told by setting", () => {
    shown();
    const changes = { retention_days: [30, 14], analyse_counsellor: [true, false] };
    expect(changesWords(changes)).toBe(
      "labels are kept: 30 days → 14 days; analysis of the counsellor's camera: on → off",
    );
    expect(changesWords({ file_days: [null, 365] })).toBe(
      "clients’ files are kept: until they are erased → 365 days",
    );
  });
});
