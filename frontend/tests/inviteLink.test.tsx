import { afterEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import { Refusal } from "../src/api/refusal";
import type { Consultation } from "../src/api/types";
import { InviteLink } from "../src/links/InviteLink";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const consultation = (days: number) =>
  ({ id: "c", invite_url: "https://host/join/1", invite_expires_at: inDays(days) }) as Consultation;
const renewed = { ...consultation(30), invite_url: "https://host/join/2" };

let page: TestPage;
afterEach(() => {
  page.close();
  vi.resetAllMocks();
});

describe("an invite link", () => {
  it("says until when it works", () => {
    page = new TestPage(<InviteLink consultation={consultation(1)} onChange={vi.fn()} />);
    expect(page.text).toMatch(/works until: tomorrow/);
  });

  it("is replaced only after the question, because the old one stops working", async () => {
    vi.mocked(api.changeConsultation).mockResolvedValue(renewed);
    const onChange = vi.fn();
    page = new TestPage(<InviteLink consultation={consultation(1)} onChange={onChange} />);
    await page.press("New link");
    expect(page.text).toMatch(/stops working at once/);
    expect(page.text).toMatch(/Whoever joined by it is out/);
    expect(onChange).not.toHaveBeenCalled();
    await page.press("Make a new link");
    expect(api.changeConsultation).toHaveBeenCalledWith("c", "invite");
    expect(onChange).toHaveBeenCalledWith(renewed);
    expect(page.announced).toMatch(/new link is ready/);
  });

  it("that has expired is not offered, and replaced without a question", async () => {
    vi.mocked(api.changeConsultation).mockResolvedValue(renewed);
    const onChange = vi.fn();
    page = new TestPage(<InviteLink consultation={consultation(-1)} onChange={onChange} />);
    expect(page.text).toMatch(/expired: yesterday/);
    expect(page.place.querySelector("input")).toBeNull();
    await page.press("New link");
    expect(onChange).toHaveBeenCalledWith(renewed);
  });

  it("of a consultation that has ended meanwhile tells why it cannot be renewed", async () => {
    vi.mocked(api.changeConsultation).mockRejectedValue(new Refusal(409, "wrong_state", ""));
    page = new TestPage(<InviteLink consultation={consultation(-1)} onChange={vi.fn()} />);
    await page.press("New link");
    expect(page.announced).toMatch(/changed elsewhere/);
  });
});
