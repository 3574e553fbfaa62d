import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import { rebuildReport } from "../src/api/reports";
import type { Consultation, RoomParticipant } from "../src/api/types";
import { EndPage } from "../src/room/EndPage";
import { Room } from "../src/room/room";
import type { Summary } from "../src/wire";
import { settled } from "./devices";
import { TestPage } from "./page";
import { reading } from "./readings";

vi.mock("../src/api/consultations");
vi.mock("../src/api/reports");

const ended = { id: "c", client: null, client_name: "Erin", note: "" } as unknown as Consultation;

let page: TestPage;
const show = (consultation = ended, room = new Room("c")) => {
  page = new TestPage(<EndPage room={room} consultation={consultation} />);
  return page.place.querySelector("textarea") as HTMLTextAreaElement;
};
const write = (field: HTMLTextAreaElement, words: string) =>
  act(() => {
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

beforeEach(() => sessionStorage.clear());
afterEach(() => page.close());

it("a summary that was not saved is there after a reload", () => {
  void write(show(), "We talked");
  page.close();
  expect(show().value).toBe("We talked");
});

it("one that was saved is the server's to give", async () => {
  vi.mocked(api.writeNote).mockResolvedValue(ended);
  void write(show(), "We talked");
  await page.press("Save");
  await act(settled);
  page.close();
  expect(show({ ...ended, note: "Changed elsewhere" }).value).toBe("Changed elsewhere");
});

describe("a report that could not be built", () => {
  const room = () => {
    const made = new Room("c");
    made.store.take({ type: "report", state: "failed", attempt: 1 });
    return made;
  };
  const spins = () => page.place.querySelector(".spinner") !== null;

  it("is told, and can be built anew", async () => {
    show(ended, room());
    expect(page.announced).toContain("The report could not be built");
    expect(spins()).toBe(false);
    vi.mocked(rebuildReport).mockResolvedValue();
    await page.press("Try again");
    await act(settled);
    expect(rebuildReport).toHaveBeenCalledWith("c");
    expect([page.announced, spins()]).toEqual(["", true]);
  });

  it("is told where nothing was heard, only read", () => {
    show({ ...ended, report_state: "failed" });
    expect(page.announced).toContain("The report could not be built");
  });

  it("says when asking did not work", async () => {
    show(ended, room());
    vi.mocked(rebuildReport).mockRejectedValue(new Error());
    await page.press("Try again");
    await act(settled);
    expect(page.announced).toContain("That did not work");
  });
});

describe("figures that rest on too little", () => {
  const said = (insufficient: Summary["insufficient"]) => {
    const room = new Room("c");
    room.store.participants.value = [{ id: "erin", role: "client" } as RoomParticipant];
    room.store.takeReadings([reading(1), reading(2)]);
    room.store.takeSummaries([
      { participant: "erin", at: 1, coverage: 1, readings: 2, insufficient } as Summary,
    ]);
    show(ended, room);
    return page.place.querySelector(".end-figures")?.textContent ?? "";
  };

  it("name no expression and no share, as the report will not", () => {
    const text = said("readings");
    expect(text).toContain("Insufficient data");
    expect(text).not.toContain("Happiness");
  });

  it("name both where there is enough", () => {
    expect(said(null)).toMatch(/Happiness 100/);
  });
});
