import { describe, expect, it } from "vitest";

import { WHOLE_PICTURE } from "../src/camera/header";
import { cutAround, holds, regionOf } from "../src/camera/region";
import agreed from "./regions.json";

const CAMERA = { width: 640, height: 480 };

describe("the part of the picture around a face", () => {
  it.each(agreed.cases)("$name: lies where the server's figures were measured", (one) => {
    expect(cutAround(one.box, one.camera, agreed.wholeWidth)).toEqual(one.cut);
  });

  it("is at most 224 px of JPEG, and inside the picture wherever the face is", () => {
    for (let step = 0; step <= 40; step++) {
      const box = [step / 40 - 0.1, 1 - step / 40, 0.11, 0.15];
      const cut = cutAround(box, CAMERA, 320);
      expect(cut?.sent).toBeLessThanOrEqual(224);
      expect(cut?.left).toBeGreaterThanOrEqual(0);
      expect(cut?.top).toBeGreaterThanOrEqual(0);
      expect((cut?.left ?? 641) + (cut?.side ?? 0)).toBeLessThanOrEqual(640);
      expect((cut?.top ?? 481) + (cut?.side ?? 0)).toBeLessThanOrEqual(480);
    }
  });

  it("is told the server in 65535ths that never reach beyond the picture", () => {
    for (const camera of [CAMERA, { width: 1279, height: 717 }, { width: 353, height: 289 }]) {
      for (let left = 0; left <= camera.width - 96; left++) {
        const { x, width } = regionOf({ left, top: 0, side: 96, sent: 96 }, camera);
        expect(x + width).toBeLessThanOrEqual(65535);
        expect(Math.round((x / 65535) * camera.width)).toBe(left);
      }
    }
  });

  it("is the whole picture where there is no cut", () => {
    expect(regionOf(null, CAMERA)).toBe(WHOLE_PICTURE);
  });

  it("holds a face that lies in it, and one that the picture itself cuts off", () => {
    const corner = { left: 0, top: 0, side: 192, sent: 192 };
    expect(holds(corner, CAMERA, [0.1, 0.1, 0.1, 0.1])).toBe(true);
    expect(holds(corner, CAMERA, [-0.02, -0.05, 0.1, 0.1])).toBe(true);
    expect(holds(corner, CAMERA, [0.21, 0.1, 0.1, 0.1])).toBe(false);
    expect(holds(corner, CAMERA, [0.1, 0.31, 0.1, 0.1])).toBe(false);
    const middle = { left: 200, top: 100, side: 192, sent: 192 };
    expect(holds(middle, CAMERA, [0.3, 0.3, 0.1, 0.1])).toBe(false);
    expect(holds(middle, CAMERA, [0.4, 0.2, 0.1, 0.1])).toBe(false);
    expect(holds(middle, CAMERA, [0.4, 0.3, 0.1, 0.1])).toBe(true);
  });
});
