import type { TrendPoint } from "../api/types";

/** The chart's picture in units of its viewBox. */
export const WIDTH = 640;
export const HEIGHT = 220;
const LEFT = 54;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 26;

export interface Placed {
  point: TrendPoint;
  x: number;
}

/** The points along the time between the first and the last; one alone stands in the middle. */
export function placed(points: TrendPoint[]): Placed[] {
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const room = WIDTH - LEFT - RIGHT - 24;
  return points.map((point) => ({
    point,
    x: LEFT + 12 + room * (to > from ? (point.at - from) / (to - from) : 0.5),
  }));
}

/** The height of an index, 0..100, in the picture. */
export function heightOf(index: number): number {
  return TOP + (HEIGHT - TOP - BOTTOM) * (1 - index / 100);
}

export const FRAME = { left: LEFT, right: WIDTH - RIGHT, bottom: HEIGHT - BOTTOM };
