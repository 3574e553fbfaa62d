import { act } from "preact/test-utils";
import { afterEach, expect, it, vi } from "vitest";

import { Strip } from "../src/charts/Strip";
import { TestPage } from "./page";

// Neither a chart library nor a theme: only the band and its keys.
vi.mock("../src/charts/plot", () => ({ GUTTER: 0, RIGHT: 0 }));
vi.mock("../src/charts/colours", () => ({ onSchemeChange: () => () => undefined }));

let page: TestPage;
afterEach(() => page.close());

const segments = [
  { from: 0, to: 10, label: "happy" },
  { from: 10, to: 20, label: "neutral" },
];

it.each(["Enter", " "])("a moment found with arrow keys is gone to with %j", async (key) => {
  const onPick = vi.fn();
  page = new TestPage(<Strip segments={segments} range={[0, 20]} onPick={onPick} />);
  const slider = page.place.querySelector('[role="slider"]');
  const press = (code: string) =>
    act(() => {
      slider?.dispatchEvent(new KeyboardEvent("keydown", { key: code, bubbles: true }));
    });
  await press(key);
  expect(onPick).not.toHaveBeenCalled();
  await press("ArrowRight");
  await press(key);
  expect(onPick).toHaveBeenCalledOnce();
  expect(onPick.mock.calls[0]?.[0]).toBeGreaterThan(0);
});

it("is read through the times without a label, too", async () => {
  const gaps = [{ from: 0, to: 20, kind: "paused_by_client" as const }];
  page = new TestPage(<Strip segments={[]} gaps={gaps} range={[0, 20]} />);
  const slider = page.place.querySelector('[role="slider"]');
  await act(() => {
    slider?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  });
  expect(slider?.getAttribute("aria-valuetext")).toContain("paused by the client");
  expect(page.text).toContain("paused by the client");
});

it("watches its place once, however often something new is known", async () => {
  page = new TestPage(<Strip segments={segments} range={[0, 20]} />);
  const watched = vi.spyOn(ResizeObserver.prototype, "observe");
  await act(() => page.show(<Strip segments={[...segments]} range={[0, 21]} />));
  await act(() => page.show(<Strip segments={[...segments]} range={[0, 22]} />));
  expect(watched).not.toHaveBeenCalled();
});
