import { afterEach, describe, expect, it, vi } from "vitest";

import { partsOf, shownPart } from "../src/report/shownPart";
import { TimeShown } from "../src/report/TimeShown";
import { TestPage } from "./page";

const HOUR: [number, number] = [1000, 4600];

let page: TestPage | null = null;
afterEach(() => page?.close());

describe("the part of a consultation that is shown", () => {
  it("lies around the moment and within the whole", () => {
    expect(shownPart(HOUR, 600, 2000)).toEqual([1700, 2300]);
    expect(shownPart(HOUR, 600, 1000)).toEqual([1000, 1600]);
    expect(shownPart(HOUR, 600, 4600)).toEqual([4000, 4600]);
    expect(shownPart(HOUR, null, 2000)).toEqual(HOUR);
  });

  it("is offered only where it is less than the whole", () => {
    expect([HOUR, [0, 300], [0, 60]].map((whole) => partsOf(whole as [number, number]))).toEqual([
      [600, 120],
      [120],
      [],
    ]);
  });

  it("moves by half of itself, and not beyond the ends", async () => {
    const show = vi.fn();
    page = new TestPage(<TimeShown whole={HOUR} shown={[1000, 1600]} length={600} onShow={show} />);
    expect(page.button("Earlier").ariaDisabled).toBe("true");
    await page.press("Later");
    expect(show).toHaveBeenCalledWith(600, 1600);
    await page.press("All");
    expect(show).toHaveBeenLastCalledWith(null, 1300);
  });
});
