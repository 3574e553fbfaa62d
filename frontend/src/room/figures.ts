import type { Segment } from "../charts/curve";

/** The label that was there longest, and its share of the time that could be read, 0..1. */
export function mainLabel(strip: readonly Segment[]): { label: string; share: number } | null {
  const times = new Map<string, number>();
  let whole = 0;
  for (const { from, to, label } of strip) {
    times.set(label, (times.get(label) ?? 0) + to - from);
    whole += to - from;
  }
  const [label, time] = [...times].sort((a, b) => b[1] - a[1])[0] ?? [];
  return label === undefined || time === undefined ? null : { label, share: time / whole };
}
