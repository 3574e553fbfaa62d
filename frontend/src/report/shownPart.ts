/** How much of a consultation the chart may show instead of all of it, seconds. */
const PARTS = [600, 120] as const;

type Range = [number, number];

/** Those that are less than the whole. */
export function partsOf([start, end]: Range): number[] {
  return PARTS.filter((part) => part < end - start);
}

/** A part of so many seconds around a moment, kept within the whole; without a length, all. */
export function shownPart(whole: Range, length: number | null, middle: number): Range {
  if (length === null) return whole;
  const start = Math.max(whole[0], Math.min(middle - length / 2, whole[1] - length));
  return [start, start + length];
}
