import { describe, expect, it } from "vitest";

import { smallEnough } from "../src/camera/grab";
import { judgeLight } from "../src/camera/light";

const sized = (size: number) => ({ size }) as Blob;

describe("a grabbed picture", () => {
  it("keeps the wished quality when it fits", async () => {
    const tried: number[] = [];
    await smallEnough((quality) => {
      tried.push(quality);
      return Promise.resolve(sized(11_000));
    }, 0.7);
    expect(tried).toEqual([0.7]);
  });

  it("loses quality until header and picture fit into one message", async () => {
    const jpeg = await smallEnough((quality) => Promise.resolve(sized(quality * 100_000)), 0.9);
    expect(jpeg?.size).toBeLessThanOrEqual(65536 - 22);
  });

  it("is not sent at all when it never fits", async () => {
    expect(await smallEnough(() => Promise.resolve(sized(1e6)), 0.7)).toBeNull();
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
