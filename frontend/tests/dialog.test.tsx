import { afterEach, expect, it, vi } from "vitest";

import { Dialog } from "../src/design/Dialog";
import { TestPage } from "./page";

let page: TestPage;
afterEach(() => page.close());

const onClose = vi.fn();
const dialog = () => page.place.querySelector("dialog") as HTMLDialogElement;

/** What a browser does at a second Escape: it asks nobody. */
function closeAnyway(closed = dialog()): void {
  closed.close();
  closed.dispatchEvent(new Event("close"));
}

it("a dialog that the browser closed by itself is closed for the page, too", () => {
  page = new TestPage(
    <Dialog title="Question" onClose={onClose}>
      …
    </Dialog>,
  );
  closeAnyway();
  expect(onClose).toHaveBeenCalledOnce();
});

it("one that nobody may close stands open again", () => {
  page = new TestPage(<Dialog title="Sign in again">…</Dialog>);
  closeAnyway();
  expect(dialog().open).toBe(true);
});

it("one that has gone from the page closes nothing any more", () => {
  onClose.mockClear();
  page = new TestPage(
    <Dialog title="Question" onClose={onClose}>
      …
    </Dialog>,
  );
  const gone = dialog();
  page.close();
  closeAnyway(gone);
  expect(onClose).not.toHaveBeenCalled();
});
