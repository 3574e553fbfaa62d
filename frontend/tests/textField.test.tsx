import { readdirSync, readFileSync } from "node:fs";

import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import type { Consultation } from "../src/api/types";
import { TextField } from "../src/design/TextField";
import { DashboardStore } from "../src/dashboard/store";
import { Invitation } from "../src/invite/Invitation";
import { EndPage } from "../src/room/EndPage";
import { NoteDraft } from "../src/room/noteDraft";
import { NotesCard } from "../src/room/NotesCard";
import { Room } from "../src/room/room";
import { VerdictForm } from "../src/review/VerdictForm";
import { settled } from "./devices";
import { typeInto } from "./keyboard";
import { TestPage } from "./page";

vi.mock("../src/api/consultations");

let page: TestPage;
const sent = vi.fn((event: Event) => event.preventDefault());
const field = () => page.place.querySelector("input, textarea") as HTMLInputElement;
const paste = (words: string) => typeInto(field(), words);
const submit = () => act(() => page.place.querySelector("form")?.requestSubmit());

beforeEach(() => {
  sessionStorage.clear();
  vi.clearAllMocks();
});
afterEach(() => page.close());

describe("a field for words", () => {
  beforeEach(() => {
    page = new TestPage(
      <form onSubmit={sent}>
        <TextField name="words" most={5} describedBy="hint" />
      </form>,
    );
  });

  it("keeps all of a text that is too long, tells its length and is not sent", async () => {
    await paste("123456789");
    expect(field().value).toBe("123456789");
    expect(page.text).toContain("At most 5 characters are kept, this text has 9.");
    expect(field().getAttribute("aria-invalid")).toBe("true");
    const [hint, problem = ""] = field().getAttribute("aria-describedby")?.split(" ") ?? [];
    expect(hint).toBe("hint");
    expect(document.getElementById(problem)?.textContent).toContain("this text has 9");
    await submit();
    expect(sent).not.toHaveBeenCalled();
    await paste("12345");
    await submit();
    expect(sent).toHaveBeenCalledOnce();
    expect(page.text).toBe("");
  });

  it("counts as the server does: an emoji is one, spaces at the ends are none", async () => {
    await paste("  😀😀😀😀😀  ");
    expect(page.text).toBe("");
  });

  it("says once that it is too long, not its length with every letter", async () => {
    await paste("123456");
    const before = page.announced;
    await paste("1234567");
    expect([before, page.announced]).toEqual(["The text is too long.", before]);
  });
});

it("a text that was too long before the page was opened is told, too", () => {
  page = new TestPage(<TextField most={5} rows={2} defaultValue="123456" />);
  expect(page.text).toContain("this text has 6");
});

it("no field cuts a text: only a search, which keeps none, has a longest", () => {
  page = new TestPage(null);
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const cutting = files.filter(
    (file) => file.endsWith(".tsx") && readFileSync(`src/${file}`, "utf8").includes("maxLength="),
  );
  expect(cutting).toEqual(["design/SearchField.tsx"]);
});

describe("a note that is too long", () => {
  let draft: NoteDraft;
  beforeEach(() => {
    vi.mocked(api.dropMarker).mockImplementation((_, { at, text }) =>
      Promise.resolve({ type: "marker", id: "m", at, text }),
    );
    draft = new NoteDraft("c", vi.fn());
    page = new TestPage(<NotesCard id="c" store={new DashboardStore()} draft={draft} />);
  });
  afterEach(() => draft.close());

  it("stays in its field when it is to be kept", async () => {
    await paste("a".repeat(501));
    await page.press("Keep");
    expect(api.dropMarker).not.toHaveBeenCalled();
    expect(field().value).toHaveLength(501);
  });

  it("stays in its field when the next moment is marked, which is stored without words", async () => {
    await paste("a".repeat(501));
    await page.press("Mark this moment");
    expect(vi.mocked(api.dropMarker).mock.calls.map(([, { text }]) => text)).toEqual([""]);
    expect(field().value).toHaveLength(501);
  });
});

it("a summary that is too long is not left behind on the way to the report", async () => {
  const ended = { id: "c", client: null, client_name: "Erin", note: "" } as unknown as Consultation;
  history.pushState(null, "", "/consultations/c");
  page = new TestPage(<EndPage room={new Room("c")} consultation={ended} />);
  await paste("a".repeat(4001));
  await act(async () => {
    page.place.querySelector<HTMLAnchorElement>("a.button.primary")?.click();
    await settled();
  });
  expect(api.writeNote).not.toHaveBeenCalled();
  expect([location.pathname, field().value.length]).toEqual(["/consultations/c", 4001]);
});

it("a client's name that is too long is told before anything is decided", async () => {
  const onDecide = vi.fn(() => Promise.resolve());
  const invite = {
    analysis_offered: false,
    consultation: { scheduled_at: "2026-11-30T10:00Z", state: "open" },
    practice: { name: "North" },
    counsellor: { name: "Alice" },
  };
  page = new TestPage(
    <Invitation invite={invite as never} token="t" problem="" onDecide={onDecide} />,
  );
  await paste("a".repeat(121));
  await page.press("Join");
  expect(onDecide).not.toHaveBeenCalled();
  await paste("Erin");
  await page.press("Join");
  expect(onDecide).toHaveBeenCalledWith("Erin", null);
});

it("what is typed while a verdict is on its way is not taken away with it", async () => {
  let given: () => void = () => undefined;
  const onGive = vi.fn(() => new Promise<void>((done) => (given = done)));
  page = new TestPage(<VerdictForm entry={{ state: "open" } as never} onGive={onGive} />);
  await paste("Called her");
  await page.press("Follow up");
  await paste("Called her, and wrote");
  await act(async () => {
    given();
    await settled();
  });
  expect(onGive).toHaveBeenCalledWith({ act: "follow_up", comment: "Called her" });
  expect(field().value).toBe("Called her, and wrote");
});
