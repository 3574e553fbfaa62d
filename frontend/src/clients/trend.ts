import type { Points, TrendPoint } from "../api/types";

/** Of the chart's picture, in px; its width is that of the place. */
export const HEIGHT = 212;
/** Before the place is measured. */
export const USUAL_WIDTH = 640;
/** Of one track of ratings, and of the caption above it. */
export const TRACK = 96;
export const CAPTION = 26;
const LEFT = 36;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 38;

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
  return TRACK - TOP - (TRACK - 2 * TOP - CAPTION) * ((value - least) / (most - least));
}

/** The scales that these ratings are on: a practice may have changed its own. */
export function scalesOf(points: TrendPoint[]): Points["scale"][] {
  const scales = ["csat", "srs"] as const;
  return scales.filter((scale) => points.some(({ rating }) => rating?.scale === scale));
}

/** How wide the date of one tick may be, in px. */
const TICK = 100;
const MOST_TICKS = 4;

/** Up to four of the marks, about as far from each other: those whose dates are written. */
export function dated(marks: Placed[], width: number): Placed[] {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || first === last) return marks.slice(0, 1);
  const count = Math.max(2, Math.min(MOST_TICKS, Math.floor(width / TICK)));
  const step = (last.x - first.x) / (count - 1);
  const near = Array.from({ length: count }, (_, at) => nearestTo(marks, first.x + at * step));
  const chosen = [...new Set(near)].flatMap((at) => (at === null ? [] : (marks[at] ?? [])));
  // Consultations may lie far from the even places, and so close to each other: the later one stays.
  return chosen.reduceRight<Placed[]>((kept, mark) => {
    const next = kept[0];
    return next && next.x - mark.x < step / 2 ? kept : [mark, ...kept];
  }, []);
}

/** Where another model took over, in px: half way between its first index and the one before. */
export function dividers(marks: Placed[]): number[] {
  const measured = marks.filter(({ point }) => point.run !== null);
  return measured.flatMap(({ point, x }, at) => {
    const before = measured[at - 1];
    return before && before.point.run !== point.run ? [(before.x + x) / 2] : [];
  });
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
