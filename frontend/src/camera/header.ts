import { HEADER_BYTES, VERSION } from "../wire";

/** Which part of the camera's picture the JPEG shows, in 1/65535. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const WHOLE_PICTURE: Region = { x: 0, y: 0, width: 65535, height: 65535 };

/**
 * The 22 bytes in front of each JPEG, big endian:
 * u8 version, u8 flags, u16 x, y, width, height, u32 seq, u64 captured_at in Unix ms.
 */
export function frameHeader(
  seq: number,
  capturedAt: number,
  region: Region = WHOLE_PICTURE,
  flags = 0,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, flags);
  view.setUint16(2, region.x);
  view.setUint16(4, region.y);
  view.setUint16(6, region.width);
  view.setUint16(8, region.height);
  view.setUint32(10, seq);
  view.setBigUint64(14, BigInt(Math.floor(capturedAt)));
  return bytes;
}

/** Header and JPEG as the one binary message of a frame. */
export function frameMessage(header: Uint8Array, jpeg: Uint8Array): ArrayBuffer {
  const message = new Uint8Array(header.length + jpeg.length);
  message.set(header);
  message.set(jpeg, header.length);
  return message.buffer;
}
