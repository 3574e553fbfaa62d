import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import type { Consultation } from "../src/api/types";
import { EndPage } from "../src/room/EndPage";
import { Room } from "../src/room/room";
import { settled } from "./devices";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

const ended = { id: "c", client: null, client_name: "Erin", note: "" } as unknown as Consultation;

let page: TestPage;
const show = (consultation = ended) => {
  page = new TestPage(<EndPage room={new Room("c")} consultation={consultation} />);
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
