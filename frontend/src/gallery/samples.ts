import type { ReportParticipant } from "../api/types";
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
/** When it began, in milliseconds; the times of tables are seconds after it. */
export const BEGAN = START * 1000;
export const PERSON: Pick<ReportParticipant, "gaps" | "turning_points"> = {
  gaps: [
    [430, 450, "no_camera"],
    [500, 720, "paused_by_counsellor"],
    [900, 1062, "no_consent"],
  ],
  turning_points: [
    { t: 120, until: 270, before: -0.07, after: -0.36, marker: null },
    {
      t: 270,
      until: 430,
      before: -0.36,
      after: 0.12,
      marker: { at: BEGAN + 290_000, text: "breathing-exercise/5-4-3-2-1-grounding" },
    },
    { t: 450, until: 1350, before: 0.12, after: -0.2, marker: { at: BEGAN + 470_000, text: "" } },
  ],
};
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
