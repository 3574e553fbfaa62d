/** How much of the call the chart shows: the last seconds, or all of it. */
export const SPANS = [120, 600, null] as const;
export type Span = (typeof SPANS)[number];

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
