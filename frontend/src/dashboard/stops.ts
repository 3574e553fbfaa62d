import type { Gap, StopKind } from "../charts/curve";

/** Shorter parts are the moments that a camera takes to begin again. */
const SHORTEST = 5;

/** The analysis was stopped from `from` to `to`, in Unix seconds; `Infinity`: it still is. */
export interface Stop {
  from: number;
  to: number;
  kind: StopKind;
}

/**
 * Name every part of the gaps that a stop explains by it; both in order. What is shorter than five
 * seconds goes to the longer part beside it. As analyzer/timeline/stops.py does for the report;
 * tests/stops.json holds both to the same.
 */
export function toldApart(gaps: readonly Gap[], stops: readonly Stop[]): Gap[] {
  const told: Gap[] = [];
  for (const part of gaps.flatMap((gap) => joined(parts(gap, stops)))) {
    const before = told.at(-1);
    if (before && before.kind === part.kind && before.to === part.from) before.to = part.to;
    else told.push(part);
  }
  return told;
}

function parts(gap: Gap, stops: readonly Stop[]): Gap[] {
  const found: Gap[] = [];
  let at = gap.from;
  for (const stop of stops) {
    const [from, to] = [Math.max(stop.from, at), Math.min(stop.to, gap.to)];
    if (to <= from) continue;
    if (from > at) found.push({ ...gap, from: at, to: from });
    found.push({ from, to, kind: stop.kind });
    at = to;
  }
  if (at < gap.to) found.push({ ...gap, from: at });
  return found;
}

function joined(cut: Gap[]): Gap[] {
  const left = [...cut];
  for (;;) {
    const shortest = left.reduce((a, b) => (long(b) < long(a) ? b : a), left[0] as Gap);
    if (left.length < 2 || long(shortest) >= SHORTEST) return left;
    const at = left.indexOf(shortest);
    const beside = [left[at - 1], left[at + 1]].flatMap((one) => (one ? [one] : []));
    const taker = beside.reduce((a, b) => (long(b) > long(a) ? b : a));
    const first = Math.min(at, left.indexOf(taker));
    const [one, other] = [left[first] as Gap, left[first + 1] as Gap];
    left.splice(first, 2, { from: one.from, to: other.to, kind: taker.kind });
  }
}

function long({ from, to }: Gap): number {
  return to - from;
}
