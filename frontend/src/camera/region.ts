import { type Region, WHOLE_PICTURE } from "./header";

/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A square of the camera's picture, in the camera's pixels, and the side it is sent with. */
export interface Cut {
  left: number;
  top: number;
  side: number;
  sent: number;
}

/** Twice the face: it may move by half of its size before the next answer, and stays inside. */
const AROUND = 2;
/** More pixels than the classifier's 48 x 48 can use, and no more bytes than a whole frame. */
const LARGEST = 224;
const SMALLEST = 96;
/** Blocks of a JPEG whose colours are halved; a side that trembles by less stays as it is. */
const STEP = 16;
/** Times as many pixels for the face as in the whole frame; for less, nothing is hidden from view. */
const GAIN = 1.1;

/**
 * The square around a face (x, y, width, height in 0..1 of the picture), moved inside the picture,
 * or null where the whole frame, `wholeWidth` px wide, shows the face as well.
 * tests/regions.json holds this and `analyzer.training.regions` to the same numbers.
 */
export function cutAround(box: readonly number[], camera: Size, wholeWidth: number): Cut | null {
  const [x = 0, y = 0, width = 0, height = 0] = box;
  const face = Math.max(width * camera.width, height * camera.height);
  const wished = Math.max(SMALLEST, Math.ceil((AROUND * face) / STEP) * STEP);
  const side = Math.min(wished, camera.width, camera.height);
  const sent = Math.min(side, LARGEST);
  if (sent / side < GAIN * (wholeWidth / camera.width)) return null;
  const middle = { x: (x + width / 2) * camera.width, y: (y + height / 2) * camera.height };
  return {
    left: within(Math.round(middle.x - side / 2), camera.width - side),
    top: within(Math.round(middle.y - side / 2), camera.height - side),
    side,
    sent,
  };
}

/** Where a cut lies, for the header: it never reaches beyond the picture, whatever is rounded. */
export function regionOf(cut: Cut | null, camera: Size): Region {
  if (!cut) return WHOLE_PICTURE;
  const x = Math.round((cut.left / camera.width) * 65535);
  const y = Math.round((cut.top / camera.height) * 65535);
  return {
    x,
    y,
    width: Math.min(Math.round((cut.side / camera.width) * 65535), 65535 - x),
    height: Math.min(Math.round((cut.side / camera.height) * 65535), 65535 - y),
  };
}

/** Whether a box (0..1 of the picture) lies in the cut, or ends where the picture itself does. */
export function holds(cut: Cut, camera: Size, box: readonly number[]): boolean {
  const [x = 0, y = 0, width = 0, height = 0] = box;
  const right = cut.left + cut.side;
  const bottom = cut.top + cut.side;
  return (
    (cut.left <= 0 || x * camera.width >= cut.left) &&
    (cut.top <= 0 || y * camera.height >= cut.top) &&
    (right >= camera.width || (x + width) * camera.width <= right) &&
    (bottom >= camera.height || (y + height) * camera.height <= bottom)
  );
}

function within(value: number, largest: number): number {
  return Math.min(Math.max(value, 0), largest);
}
