/** How much of the call the chart shows: the last seconds, or all of it. */
export const SPANS = [120, 600, null] as const;
export type Span = (typeof SPANS)[number];

/** Seconds shown at least, so that the first readings do not stretch over the whole chart. */
const SHORTEST = 120;

/**
 * From the opening to now: the time before the first reading belongs to the call, and what was noted
 * in it must be in reach.
 */
export function wholeCall(opened: number | null, now: number): [number, number] {
  const start = opened ?? now;
  return [start, Math.max(now, start + SHORTEST)];
}

/** The last minutes; or as many around the moment that is looked at. */
export function shownRange(
  whole: [number, number],
  span: Span,
  looked: number | null,
): [number, number] {
  if (span === null) return whole;
  const last = whole[1] - span;
  const start = looked === null ? last : Math.min(looked - span / 2, last);
  return [Math.max(start, whole[0]), Math.max(start, whole[0]) + span];
}
