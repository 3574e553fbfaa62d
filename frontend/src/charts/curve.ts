/** What the charts draw, whoever computed it. Times are Unix seconds, valence is −1..1. */
export interface Curve {
  t: number[];
  valence: (number | null)[];
  label: (string | null)[];
  low?: (number | null)[];
  high?: (number | null)[];
  /** The same line less the person's own baseline. */
  corrected?: (number | null)[];
}

/** Somebody had paused the analysis, or the client had not agreed to it. */
const STOPS = ["paused_by_client", "paused_by_counsellor", "paused_by_both", "no_consent"] as const;
export type StopKind = (typeof STOPS)[number];

/**
 * Pictures came without a readable face; no pictures came; none were to come; or nobody wrote down
 * which.
 */
export type GapKind = "no_face" | "no_camera" | "unknown" | StopKind;

export function isStop(kind: string): kind is StopKind {
  return (STOPS as readonly string[]).includes(kind);
}

export interface Gap {
  from: number;
  to: number;
  kind: GapKind;
}

export interface Segment {
  from: number;
  to: number;
  label: string;
}

export interface Mark {
  at: number;
  text: string;
  id?: string;
}

/** A lasting change of the level, at `at`. */
export interface Turn {
  at: number;
  rises: boolean;
}

/** ±0.5 shows everyday values well; a stronger curve gets a wider scale, in steps. */
export function valenceRange(curve: Curve): [number, number] {
  let strongest = 0;
  const { valence, low = [], high = [], corrected = [] } = curve;
  for (const values of [valence, low, high, corrected]) {
    for (const value of values) strongest = Math.max(strongest, Math.abs(value ?? 0));
  }
  const end = [0.5, 0.8].find((step) => strongest < step * 0.97) ?? 1;
  return [-end, end];
}

/**
 * Cut the time shown into `count` equal blocks and give each the label that was there longest:
 * half-second labels squeezed into less than a pixel would only flicker.
 */
export function inBlocks(segments: Segment[], range: [number, number], count: number): Segment[] {
  const size = (range[1] - range[0]) / count;
  const blocks = Array.from({ length: count }, () => new Map<string, number>());
  for (const { from, to, label } of segments) {
    const first = Math.max(0, Math.floor((from - range[0]) / size));
    const last = Math.min(count - 1, Math.floor((to - range[0]) / size));
    for (let at = first; at <= last; at++) {
      const start = range[0] + at * size;
      const share = Math.min(to, start + size) - Math.max(from, start);
      const block = blocks[at];
      if (block && share > 0) block.set(label, (block.get(label) ?? 0) + share);
    }
  }
  return joined(blocks, range[0], size);
}

function joined(blocks: Map<string, number>[], start: number, size: number): Segment[] {
  const result: Segment[] = [];
  blocks.forEach((block, at) => {
    const [label] = [...block].sort((a, b) => b[1] - a[1])[0] ?? [];
    if (label === undefined) return;
    const from = start + at * size;
    const before = result.at(-1);
    const touches = before !== undefined && Math.abs(before.to - from) < size / 1000;
    if (touches && before.label === label) before.to = from + size;
    else result.push({ from, to: from + size, label });
  });
  return result;
}

export function holds({ from, to }: Segment, at: number): boolean {
  return from <= at && at < to;
}

/** The segment that a key leads to: one on or back, or the ends; null for any other key. */
export function stepFrom(segments: Segment[], at: number | null, key: string): Segment | null {
  const after = segments.findIndex(({ to }) => at === null || at < to);
  const inside = at !== null && after >= 0 && holds(segments[after] as Segment, at);
  const before = (after < 0 ? segments.length : after) - 1;
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return segments[inside ? after + 1 : after] ?? segments.at(-1) ?? null;
    case "ArrowLeft":
    case "ArrowDown":
      return segments[Math.max(0, before)] ?? null;
    case "Home":
      return segments[0] ?? null;
    case "End":
      return segments.at(-1) ?? null;
    default:
      return null;
  }
}
