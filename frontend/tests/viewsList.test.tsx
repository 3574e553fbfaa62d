import { afterEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/reports";
import type { Access } from "../src/api/types";
import { ViewsCard } from "../src/report/ViewsCard";
import { TestPage } from "./page";

vi.mock("../src/api/reports", () => ({ readViews: vi.fn(), VIEWS_PAGE: 3 }));

const look = (id: number, name: string, act: Access["act"] = "viewed") =>
  ({ id, at: "2026-11-23T10:00:00Z", act, by: "counsellor", name }) as Access;

let page: TestPage;
afterEach(() => {
  page.close();
  vi.resetAllMocks();
});

async function opened(): Promise<void> {
  page = new TestPage(<ViewsCard id="c" />);
  await vi.waitFor(() => expect(page.text).toMatch(/Who has looked/));
}

it("says that the list could not be read, instead of having none", async () => {
  vi.mocked(api.readViews).mockRejectedValue(new Error());
  await opened();
  expect(page.text).toContain("could not be read");
});

describe("who has looked", () => {
  it("names a look that was repeated once, with how often", async () => {
    vi.mocked(api.readViews).mockResolvedValue([look(3, "Carol"), look(2, "Carol")]);
    await opened();
    expect(page.place.querySelectorAll("li")).toHaveLength(1);
    expect(page.text).toMatch(/2 times/);
    expect(page.text).not.toMatch(/Show more/);
  });

  it("does so whatever was done between the two", async () => {
    const between = look(2, "Alice", "shared");
    vi.mocked(api.readViews).mockResolvedValue([look(3, "Alice"), between, look(1, "Alice")]);
    await opened();
    expect([...page.place.querySelectorAll("li")].map((row) => row.textContent)).toEqual([
      expect.stringMatching(/Alice.*2 times/),
      expect.not.stringMatching(/times/),
    ]);
  });

  it("is read on to its end", async () => {
    vi.mocked(api.readViews)
      .mockResolvedValueOnce([look(4, "Carol"), look(3, "Alice"), look(2, "Bob")])
      .mockResolvedValueOnce([look(1, "Erin")]);
    await opened();
    await page.press("Show more");
    await vi.waitFor(() => expect(page.place.querySelectorAll("li")).toHaveLength(4));
    expect(api.readViews).toHaveBeenLastCalledWith("c", 2);
    expect(page.text).not.toMatch(/Show more/);
  });

  it("says when it could not be read on", async () => {
    const first = [look(4, "Carol"), look(3, "Alice"), look(2, "Bob")];
    vi.mocked(api.readViews).mockResolvedValueOnce(first).mockRejectedValueOnce(new Error());
    await opened();
    await page.press("Show more");
    await vi.waitFor(() => expect(page.announced).toMatch(/did not work/));
  });
});
