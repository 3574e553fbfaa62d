import { afterEach, expect, it } from "vitest";

import { RowActions } from "../src/agenda/RowActions";
import type { Consultation } from "../src/api/types";
import { TestPage } from "./page";

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
