import type { Points, TrendPoint } from "../api/types";

/** Of the chart's picture, in px; its width is that of the place. */
export const HEIGHT = 200;
/** Before the place is measured. */
export const USUAL_WIDTH = 640;
/** Of one track of ratings. */
export const TRACK = 72;
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

/** The height of a rating in its track. */
export function ratingHeight(value: number, scale: Points["scale"]): number {
  const [least, most] = scale === "csat" ? [1, 5] : [0, 40];
  return TRACK - TOP - (TRACK - 2 * TOP) * ((value - least) / (most - least));
}

/** The scales that these ratings are on: a practice may have changed its own. */
export function scalesOf(points: TrendPoint[]): Points["scale"][] {
  const scales = ["csat", "srs"] as const;
  return scales.filter((scale) => points.some(({ rating }) => rating?.scale === scale));
}

/** Which mark is nearest to `left` px. */
export function nearestTo(marks: Placed[], left: number): number | null {
  let found: number | null = null;
  let least = Infinity;
  marks.forEach(({ x }, number) => {
    if (Math.abs(x - left) >= least) return;
    least = Math.abs(x - left);
    found = number;
  });
  return found;
}

/** Which one a key leads to; undefined for a key that leads nowhere. */
export function stepped(
  chosen: number | null,
  key: string,
  count: number,
): number | null | undefined {
  switch (key) {
    case "ArrowLeft":
      return Math.max((chosen ?? count) - 1, 0);
    case "ArrowRight":
      return Math.min((chosen ?? -1) + 1, count - 1);
    case "Escape":
      return null;
    default:
      return undefined;
  }
}

export const FRAME = { left: LEFT, end: RIGHT, top: TOP, bottom: HEIGHT - BOTTOM };
