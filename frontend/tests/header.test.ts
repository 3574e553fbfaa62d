import { describe, expect, it } from "vitest";

import { frameHeader, frameMessage } from "../src/camera/header";
import { HEADER_BYTES } from "../src/wire";

const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

describe("the header in front of each JPEG", () => {
  it("is 22 bytes, big endian, as the server unpacks them", () => {
    const header = frameHeader(0x01020304, 0x0000018f12345678);
    expect(header).toHaveLength(HEADER_BYTES);
    expect(hex(header)).toBe("01 00 00 00 00 00 ff ff ff ff 01 02 03 04 00 00 01 8f 12 34 56 78");
  });

  it("says which part of the picture the JPEG shows", () => {
    const header = frameHeader(7, 0, { x: 1, y: 2, width: 0x1000, height: 0xfffe }, 3);
    expect(hex(header.slice(0, 10))).toBe("01 03 00 01 00 02 10 00 ff fe");
  });

  it("stands before the picture in one message", () => {
    const jpeg = new Uint8Array([255, 216, 255]);
    const message = new Uint8Array(frameMessage(frameHeader(1, 1), jpeg));
    expect(message).toHaveLength(25);
    expect([...message.slice(22)]).toEqual([255, 216, 255]);
  });
});
