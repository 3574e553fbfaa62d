import type { Curve, Gap, GapKind, Segment } from "./curve";

export interface TimeRow {
  /** Unix seconds. */
  from: number;
  valence: number | null;
  label: string | null;
  /** Why there is neither. */
  missing: GapKind;
}

/** More rows than this nobody reads. */
const MOST = 40;
const STEPS = [10, 30, 60, 120, 300];

/** A curve and its strip as rows that a person can read: each the mean of its stretch of time. */
export function timeRows(
  { t, valence }: Curve,
  strip: Segment[],
  gaps: Gap[],
  [start, end]: [number, number],
): TimeRow[] {
  const step = STEPS.find((seconds) => (end - start) / seconds <= MOST) ?? 600;
  const rows: TimeRow[] = [];
  for (let from = start; from < end; from += step) {
    const to = from + step;
    const values = t.flatMap((at, row) => (from <= at && at < to ? (valence[row] ?? []) : []));
    rows.push({
      from,
      valence: values.length > 0 ? values.reduce((sum, one) => sum + one, 0) / values.length : null,
      label: longest(strip, from, to)?.label ?? null,
      missing: longest(gaps, from, to)?.kind ?? "unknown",
    });
  }
  return rows;
}

/** Of several stretches the one kind that takes most of the time between two moments. */
function longest<Stretch extends { from: number; to: number; label?: string; kind?: string }>(
  stretches: Stretch[],
  from: number,
  to: number,
): Stretch | null {
  const shares = new Map<string, { time: number; one: Stretch }>();
  for (const one of stretches) {
    const time = Math.min(to, one.to) - Math.max(from, one.from);
    if (time <= 0) continue;
    const key = one.label ?? one.kind ?? "";
    shares.set(key, { time: time + (shares.get(key)?.time ?? 0), one });
  }
  return [...shares.values()].sort((a, b) => b.time - a.time)[0]?.one ?? null;
}
