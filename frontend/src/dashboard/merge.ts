import type { Reading } from "../wire";

/**
 * Put readings together by id, in the order in which they were captured. History and hints
 * overlap, workers commit out of order, and every message may come twice.
 */
export function mergeReadings(held: readonly Reading[], incoming: readonly Reading[]): Reading[] {
  const known = new Set(held.map(({ id }) => id));
  const fresh: Reading[] = [];
  for (const reading of incoming) {
    if (known.has(reading.id)) continue;
    known.add(reading.id);
    fresh.push(reading);
  }
  const merged = [...held, ...fresh];
  // Nearly always the one new reading is the latest: then the list is in order already.
  return isInOrder(merged, held.length) ? merged : merged.sort(byCapture);
}

function byCapture(a: Reading, b: Reading): number {
  return a.captured_at - b.captured_at || a.id - b.id;
}

function isInOrder(readings: readonly Reading[], from: number): boolean {
  for (let at = Math.max(1, from); at < readings.length; at++) {
    const [before, after] = [readings[at - 1], readings[at]];
    if (before && after && byCapture(before, after) > 0) return false;
  }
  return true;
}

/** Which positions of each stream have been seen: 1, 2, 3, …; a hole means a lost hint. */
export class Positions {
  private readonly streams = new Map<string, { contiguous: number; beyond: Set<number> }>();

  note(stream: string, position: number): void {
    const seen = this.streams.get(stream) ?? { contiguous: 0, beyond: new Set<number>() };
    this.streams.set(stream, seen);
    if (position > seen.contiguous) seen.beyond.add(position);
    while (seen.beyond.delete(seen.contiguous + 1)) seen.contiguous++;
  }

  /** The streams with a hole, and the last position before it. */
  gaps(): { stream: string; after: number; until: number }[] {
    return [...this.streams].flatMap(([stream, { contiguous, beyond }]) =>
      beyond.size > 0 ? [{ stream, after: contiguous, until: Math.max(...beyond) }] : [],
    );
  }

  /**
   * Everything up to `position` was asked for and is all there is: a hole that is left was
   * erased and will never be filled.
   */
  settle(stream: string, position: number): void {
    const seen = this.streams.get(stream);
    if (!seen || position <= seen.contiguous) return;
    seen.contiguous = position;
    for (const kept of [...seen.beyond]) if (kept <= position) seen.beyond.delete(kept);
    while (seen.beyond.delete(seen.contiguous + 1)) seen.contiguous++;
  }
}
