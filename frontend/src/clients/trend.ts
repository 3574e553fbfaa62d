import type { TrendPoint } from "../api/types";

/** Of the chart's picture, in px; its width is that of the place. */
export const HEIGHT = 200;
/** Before the place is measured. */
export const USUAL_WIDTH = 640;
const LEFT = 36;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 26;

export interface Placed {
  point: TrendPoint;
  x: number;
}

/** The points along the time between the first and the last; one alone stands in the middle. */
export function placed(points: TrendPoint[], width: number): Placed[] {
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const room = width - LEFT - RIGHT - 24;
  return points.map((point) => ({
    point,
    x: LEFT + 12 + room * (to > from ? (point.at - from) / (to - from) : 0.5),
  }));
}

/** The height of an index, 0..100, in the picture. */
export function heightOf(index: number): number {
  return TOP + (HEIGHT - TOP - BOTTOM) * (1 - index / 100);
}

export const FRAME = { left: LEFT, end: RIGHT, bottom: HEIGHT - BOTTOM };
