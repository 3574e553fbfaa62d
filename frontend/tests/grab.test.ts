import { describe, expect, it } from "vitest";

import { smallEnough } from "../src/camera/grab";
import { judgeLight } from "../src/camera/light";

const sized = (size: number) => new Uint8Array(size);

describe("a grabbed picture", () => {
  it("keeps the wished quality when it fits", () => {
    const tried: number[] = [];
    smallEnough((quality) => {
      tried.push(quality);
      return sized(11_000);
    }, 0.7);
    expect(tried).toEqual([0.7]);
  });

  it("loses quality until header and picture fit into one message", () => {
    const jpeg = smallEnough((quality) => sized(quality * 100_000), 0.9);
    expect(jpeg?.length).toBeLessThanOrEqual(65536 - 22);
  });

  it("is not sent at all when it never fits", () => {
    expect(smallEnough(() => sized(1e6), 0.7)).toBeNull();
  });
});

describe("the light", () => {
  const grey = (value: number) => new Uint8ClampedArray(400).fill(value);

  it("is judged by the mean brightness", () => {
    expect(judgeLight(grey(20))).toBe("dark");
    expect(judgeLight(grey(120))).toBe("good");
    expect(judgeLight(grey(250))).toBe("bright");
  });
});
