import type { Curve, Gap, Mark, Segment } from "../charts/curve";
import { EXPRESSIONS } from "../expressions";

/** Ten minutes of a made-up consultation on a fixed day; Unix seconds. */
const START = Date.UTC(2026, 4, 12, 9, 0) / 1000;
const SECONDS = 600;
const GAP: Gap = { from: START + 240, to: START + 280, kind: "no_face" };

export const RANGE: [number, number] = [START, START + SECONDS];
export const GAPS: Gap[] = [
  GAP,
  { from: START + 430, to: START + 450, kind: "no_camera" },
  { from: START + 500, to: START + 560, kind: "paused_by_client" },
];
export const MARKS: Mark[] = [
  { at: START + 120, text: "breathing exercise" },
  { at: START + 380, text: "" },
];
export const CURVE: Curve = curve();
export const SEGMENTS: Segment[] = Array.from({ length: 40 }, (_, step) => ({
  from: START + step * 15,
  to: START + (step + 1) * 15,
  label: [...EXPRESSIONS, "uncertain"][step % 8] ?? "",
})).filter((segment) => !GAPS.some((gap) => segment.from < gap.to && gap.from < segment.to));

function curve(): Curve {
  const made: Required<Omit<Curve, "corrected">> = {
    t: [],
    valence: [],
    label: [],
    low: [],
    high: [],
  };
  for (let second = 0; second <= SECONDS; second += 2) {
    const at = START + second;
    const missing = GAPS.some(({ from, to }) => from <= at && at <= to);
    const valence = 0.28 * Math.sin(second / 70) + 0.08 * Math.sin(second / 11);
    made.t.push(at);
    made.valence.push(missing ? null : valence);
    made.low.push(missing ? null : valence - 0.07);
    made.high.push(missing ? null : valence + 0.07);
    made.label.push(missing ? null : valence > 0 ? "happiness" : "sadness");
  }
  return made;
}
