/**
 * What a counsellor may want to know about the picture beside the conversation. It speaks of what
 * is visible, never of what somebody feels. Pure: times are Unix seconds.
 */
import type { Curve } from "../charts/curve";
import type { Reading } from "../wire";

export const HINTS = ["people", "light", "framing", "face", "change"] as const;
export type HintKind = (typeof HINTS)[number];

export interface Hint {
  kind: HintKind;
  /** What is the matter: an answer's reason, `no_face`, `many_faces`, `higher` or `lower`. */
  cause: string;
  since: number;
}

/** Seconds that the picture is looked at, and how much of them must be there. */
const LOOKED_AT = 10;
const LEAST_SPAN = 8;
const LEAST_ANSWERS = 5;
/** Without an answer for so long the camera is off, or the line is: no matter of the picture. */
const CAMERA_ON = 6;

/** The baseline and what counts as a change: docs/measures.md, 5 and 6. */
const BASELINE = 90;
const LONGEST_READING = 2;
const SHIFT = 0.25;
const HELD = 8;
const LEAST_READINGS = 20;
/** Seconds for which a change is told: then the chart tells it. */
const TOLD = 120;

/** All that hold now, what stands in the way of reading the face first. */
export function hintsAt(readings: readonly Reading[], curve: Curve, now: number): Hint[] {
  return [pictureHint(readings, now), changeHint(readings, curve, now)].filter(
    (hint) => hint !== null,
  );
}

/** What keeps the face from being read: most of the last ten seconds, or all of them. */
function pictureHint(readings: readonly Reading[], now: number): Hint | null {
  const seen = lastSeconds(readings, now);
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || seen.length < LEAST_ANSWERS) return null;
  if (now - at(last) > CAMERA_ON || at(last) - at(first) < LEAST_SPAN) return null;
  const causes = new Map<string, number>();
  for (const reading of seen) {
    const cause = causeOf(reading);
    if (cause) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  }
  const [cause = "", count = 0] = [...causes].sort((a, b) => b[1] - a[1])[0] ?? [];
  const lost = !seen.some(({ status }) => status === "reading");
  // A face that comes and goes is somebody who moves; one that is gone is worth a word.
  const most = count > seen.length / 2 && cause !== "no_face";
  if (!lost && !most) return null;
  return { kind: kindOf(cause), cause, since: lost ? lostSince(readings) : at(first) };
}

function lastSeconds(readings: readonly Reading[], now: number): Reading[] {
  let first = readings.length;
  while (first > 0 && at(readings[first - 1]) > now - LOOKED_AT) first--;
  return readings.slice(first);
}

/** The last moment at which the face was read, or the first at which it was looked for. */
function lostSince(readings: readonly Reading[]): number {
  const last = readings.findLast(({ status }) => status === "reading");
  return at(last ?? readings[0]);
}

function at(reading: Reading | undefined): number {
  return (reading?.captured_at ?? 0) / 1000;
}

function causeOf({ status, reason }: Reading): string {
  if (status === "reading") return "";
  return status === "poor_quality" ? reason : status;
}

function kindOf(cause: string): HintKind {
  if (cause === "many_faces") return "people";
  if (cause === "too_dark" || cause === "too_bright") return "light";
  return cause === "no_face" ? "face" : "framing";
}

/** The smoothed valence stays away from the person's own baseline. */
function changeHint(readings: readonly Reading[], curve: Curve, now: number): Hint | null {
  const base = baselineOf(readings);
  const last = curve.t.at(-1);
  if (!base || last === undefined || now - last > CAMERA_ON) return null;
  const away = (row: number) => {
    const value = curve.valence[row];
    return typeof value === "number" ? value - base.valence : 0;
  };
  let row = curve.t.length - 1;
  const side = Math.sign(away(row));
  while (row >= 0 && side * away(row) >= SHIFT && (curve.t[row] ?? 0) > base.until) row--;
  const since = curve.t[row + 1];
  if (since === undefined || last - since < HELD || now - since > HELD + TOLD) return null;
  return { kind: "change", cause: side > 0 ? "higher" : "lower", since };
}

/**
 * The median valence of the first 90 s that could be read, and when they were over; null before.
 * As `analyzer/timeline/index.py`: each reading counts until the next, at most 2 s.
 */
export function baselineOf(
  readings: readonly Reading[],
): { valence: number; until: number } | null {
  const early: number[] = [];
  let counted = 0;
  for (const [row, reading] of readings.entries()) {
    if (reading.status !== "reading" || reading.valence === null) continue;
    if (counted >= BASELINE) {
      if (early.length < LEAST_READINGS) return null;
      return { valence: median(early), until: at(reading) };
    }
    early.push(reading.valence);
    const next = readings[row + 1];
    counted += next ? Math.min(at(next) - at(reading), LONGEST_READING) : 0;
  }
  return null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}
