import type { Reading } from "../wire";
import type { Curve, Gap, GapKind, Segment } from "../charts/curve";
import { bandOf, type Spread } from "./band";
import { type Stop, toldApart } from "./stops";

/** Seconds: the time constant of the smoothing, and the silence that ends a stretch. */
const TAU = 10;
const RESET = 5;
/** A reading stands for the time until the next, at most so many seconds. */
const LASTS = 2;
const RATE_OVER = 10;

/** What the live chart draws, from the readings of one participant in order of capture. */
export interface LiveCurve {
  curve: Curve & { low: (number | null)[]; high: (number | null)[] };
  gaps: Gap[];
  strip: Segment[];
}

/**
 * Smooth the valence as the server's own measures do: m ← m + (1 − e^(−Δt/τ))(v − m), begun anew
 * after a gap of more than 5 s. Times are Unix seconds. A second copy of the filter, so that every
 * reading moves the line at once; tests/smoothing.json holds both to the same numbers. Nothing was
 * read from `opened` to the first reading: a gap like any other. `stops` say of gaps that nothing was
 * to be read.
 */
export function liveCurve(
  readings: readonly Reading[],
  now: number,
  opened: number | null = null,
  stops: readonly Stop[] = [],
): LiveCurve {
  const line = new Line();
  const gaps: Gap[] = [];
  const strip: Segment[] = [];
  let last: number | null = null;
  /** From when on nothing was read. */
  let since = opened;
  let sawCamera = false;

  for (const reading of readings) {
    const at = reading.captured_at / 1000;
    if (reading.status !== "reading" || reading.valence === null) {
      sawCamera = true;
      continue;
    }
    const anew = last === null || at - last > RESET;
    if (since !== null && at - since > RESET) {
      gaps.push({ from: since, to: at, kind: missing(sawCamera) });
    }
    line.take(at, reading.valence, reading.label, anew);
    extend(strip, at, reading.label ?? "uncertain");
    last = since = at;
    sawCamera = false;
  }
  if (since !== null && now - since > RESET) {
    gaps.push({ from: since, to: now, kind: missing(sawCamera) });
  }
  return { curve: line.curve(), gaps: toldApart(gaps, stops), strip };
}

/** The smoothed line, value by value, with all that its band needs. */
class Line {
  private readonly t: number[] = [];
  private readonly labels: (string | null)[] = [];
  private readonly values: number[] = [];
  private readonly smoothed: number[] = [];
  private readonly spread: Spread[] = [];
  private readonly breaks = new Set<number>();

  take(at: number, value: number, label: string | null, anew: boolean): void {
    const before = this.t.at(-1) ?? 0;
    const gain = anew ? 1 : 1 - Math.exp(-(at - before) / TAU);
    const mean = this.smoothed.at(-1) ?? value;
    const { square, kish } = this.spread.at(-1) ?? { square: 0, kish: 1 };
    if (anew) this.breaks.add(this.t.length);
    this.t.push(at);
    this.labels.push(label);
    this.values.push(value);
    this.smoothed.push(anew ? value : mean + gain * (value - mean));
    this.spread.push({
      square: square + gain * (value ** 2 - square),
      kish: kish * (1 - gain) ** 2 + gain ** 2,
    });
  }

  /** The line as it is drawn: broken where it began anew. */
  curve(): LiveCurve["curve"] {
    const curve: LiveCurve["curve"] = { t: [], valence: [], label: [], low: [], high: [] };
    const band = bandOf(this.values, this.smoothed, this.spread);
    const push = (at: number, row: number | null) => {
      curve.t.push(at);
      curve.valence.push(row === null ? null : (this.smoothed[row] ?? null));
      curve.label.push(row === null ? null : (this.labels[row] ?? null));
      curve.low.push(row === null ? null : (band.low[row] ?? null));
      curve.high.push(row === null ? null : (band.high[row] ?? null));
    };
    this.t.forEach((at, row) => {
      const before = this.t[row - 1];
      if (before !== undefined && this.breaks.has(row)) push(before + 0.001, null);
      push(at, row);
    });
    return curve;
  }
}

function missing(sawCamera: boolean): GapKind {
  return sawCamera ? "no_face" : "no_camera";
}

function extend(strip: Segment[], at: number, label: string): void {
  const current = strip.at(-1);
  if (current && at <= current.to) {
    // The next reading begins where the last one's time ends.
    current.to = at;
    if (current.label === label) {
      current.to = at + LASTS;
      return;
    }
  }
  strip.push({ from: at, to: at + LASTS, label });
}

/**
 * Frames a second over the last ten seconds, whatever became of them; since the last break, because
 * a camera that has just begun or was paused is not slow, only young.
 */
export function recentRate(readings: readonly Reading[], now: number): number {
  const last = (readings.at(-1)?.received_at ?? 0) / 1000;
  let first = last;
  let count = 0;
  for (let at = readings.length - 1; at >= 0; at--) {
    const received = (readings[at]?.received_at ?? 0) / 1000;
    if (first - received > RESET) break;
    if (received <= now - RATE_OVER) return count / RATE_OVER;
    first = received;
    count++;
  }
  return count < 2 ? count : (count - 1) / (last - first || 1);
}
