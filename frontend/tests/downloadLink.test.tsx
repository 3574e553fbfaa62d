import { act } from "preact/test-utils";
import { afterEach, expect, it, vi } from "vitest";

import { DownloadLink } from "../src/design/DownloadLink";
import { TestPage } from "./page";

let page: TestPage;
afterEach(() => {
  page.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function press(answer: Response): Promise<void> {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer));
  page = new TestPage(
    <DownloadLink class="button" href="/report.pdf">
      PDF
    </DownloadLink>,
  );
  await act(async () => {
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    page.place.querySelector("a")?.dispatchEvent(click);
    await vi.waitFor(() => expect(fetch).toHaveBeenCalled());
    await new Promise((done) => setTimeout(done));
  });
}

it("a file that the server refuses is refused in its words, on the page", async () => {
  const words = "That was too often. Try again in 12 seconds.";
  await press(Response.json({ detail: words, code: "throttled" }, { status: 429 }));
  expect(page.announced).toBe(words);
});

it("a file is taken along under the name that the server gives it", async () => {
  URL.createObjectURL = () => "blob:file";
  const taken = vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  const headers = { "Content-Disposition": 'attachment; filename="consultation-2026-11-30.pdf"' };
  await press(new Response("%PDF", { headers }));
  expect((taken.mock.contexts[0] as HTMLAnchorElement).download).toBe(
    "consultation-2026-11-30.pdf",
  );
  expect(page.announced).toBe("");
});
