import type { Reading } from "../wire";
import type { Curve, Gap, GapKind, Segment } from "../charts/curve";

/** Seconds: the time constant of the smoothing, and the silence that ends a stretch. */
const TAU = 10;
const RESET = 5;
/** A reading stands for the time until the next, at most so many seconds. */
const LASTS = 2;
const RATE_OVER = 10;

/** What the live chart draws, from the readings of one participant in order of capture. */
export interface LiveCurve {
  curve: Curve;
  gaps: Gap[];
  strip: Segment[];
}

/**
 * Smooth the valence as the server's own measures do: m ← m + (1 − e^(−Δt/τ))(v − m), begun anew
 * after a gap of more than 5 s. Times are Unix seconds. A second copy of the filter, so that every
 * reading moves the line at once; tests/smoothing.json holds both to the same numbers.
 */
export function liveCurve(readings: readonly Reading[], now: number): LiveCurve {
  const curve: Curve = { t: [], valence: [], label: [] };
  const gaps: Gap[] = [];
  const strip: Segment[] = [];
  let last: number | null = null;
  let mean = 0;
  let sawCamera = false;

  for (const reading of readings) {
    const at = reading.captured_at / 1000;
    if (reading.status !== "reading" || reading.valence === null) {
      sawCamera = true;
      continue;
    }
    if (last === null || at - last > RESET) {
      if (last !== null) {
        gaps.push({ from: last, to: at, kind: missing(sawCamera) });
        push(curve, last + 0.001, null, null);
      }
      mean = reading.valence;
    } else {
      mean += (1 - Math.exp(-(at - last) / TAU)) * (reading.valence - mean);
    }
    push(curve, at, mean, reading.label);
    extend(strip, at, reading.label ?? "uncertain");
    last = at;
    sawCamera = false;
  }
  if (last !== null && now - last > RESET) {
    gaps.push({ from: last, to: now, kind: missing(sawCamera) });
  }
  return { curve, gaps, strip };
}

function missing(sawCamera: boolean): GapKind {
  return sawCamera ? "no_face" : "no_camera";
}

function push(curve: Curve, t: number, valence: number | null, label: string | null): void {
  curve.t.push(t);
  curve.valence.push(valence);
  curve.label.push(label);
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
