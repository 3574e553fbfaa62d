import { afterEach, expect, it, vi } from "vitest";

import { RowActions } from "../src/agenda/RowActions";
import * as api from "../src/api/consultations";
import type { Consultation } from "../src/api/types";
import { waitingRoomWords } from "../src/words/waiting";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

let page: TestPage;
afterEach(() => page.close());

it("erasing labels stands behind the report, in what is opened on purpose", () => {
  const ended = { id: "c", state: "ended", report_state: "ready" } as Consultation;
  const nothing = () => undefined;
  page = new TestPage(
    <RowActions consultation={ended} mayErase onChange={nothing} onPlan={nothing} />,
  );
  const erase = page.button("Erase labels");
  expect(erase.closest("details")?.open).toBe(false);
  const report = page.place.querySelector("a") as Element;
  expect(report.compareDocumentPosition(erase)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
});

/** A planned consultation so many minutes ahead, with its buttons. */
function ahead(minutes: number): Consultation {
  const scheduled_at = new Date(Date.now() + minutes * 60_000).toISOString();
  const planned = { id: "c", state: "scheduled", scheduled_at } as Consultation;
  vi.mocked(api.changeConsultation).mockReset().mockResolvedValue(planned);
  const nothing = () => undefined;
  page = new TestPage(<RowActions consultation={planned} onChange={nothing} onPlan={nothing} />);
  return planned;
}

it("a room that is near opens at one press", async () => {
  ahead(50);
  await page.press("Open room");
  expect(api.changeConsultation).toHaveBeenCalledExactlyOnceWith("c", "open");
});

it("an appointment of another day opens only after a question", async () => {
  ahead(7 * 24 * 60);
  await page.press("Open room");
  expect(page.text).toContain("It is planned for");
  await page.press("Keep the appointment");
  expect(api.changeConsultation).not.toHaveBeenCalled();
  await page.press("Open room");
  await page.press("Open now");
  expect(api.changeConsultation).toHaveBeenCalledExactlyOnceWith("c", "open");
});

it("the closed room tells who is there from who was and who never came", () => {
  const erin = { client_name: "Erin", waiting: false, client_seen_at: null } as Consultation;
  expect(waitingRoomWords(erin)).toBe("Erin has not come yet");
  const seen = { ...erin, client_seen_at: new Date().toISOString() };
  expect(waitingRoomWords(seen)).toMatch(/^Erin was here today at \d\d:\d\d and is away now$/);
  expect(waitingRoomWords({ ...seen, waiting: true })).toBe("Erin is waiting");
});
