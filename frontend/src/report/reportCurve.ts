import type { ReportData, ReportParticipant } from "../api/types";
import type { Curve, Gap, Mark, Segment, Turn } from "../charts/curve";
import { t } from "../i18n";

/** What the report's charts draw, in Unix seconds. */
export interface ReportCurve {
  curve: Curve;
  gaps: Gap[];
  strip: Segment[];
  marks: Mark[];
  turns: Turn[];
  range: [number, number];
}

export function reportCurve(person: ReportParticipant, data: ReportData): ReportCurve {
  const start = data.started_at / 1000;
  const { series } = person;
  return {
    curve: {
      t: series.t.map((at) => start + at),
      valence: series.valence,
      low: series.low,
      high: series.high,
      label: series.label,
      ...corrected(person),
    },
    gaps: gapsOf(person).map(({ from, to, kind }) => ({
      from: start + from,
      to: start + to,
      kind,
    })),
    strip: person.strip.map(([from, to, label]) => ({ from: start + from, to: start + to, label })),
    turns: (person.turning_points ?? []).map(({ t, before, after }) => ({
      at: start + t,
      rises: after > before,
    })),
    marks: data.markers.map(({ at, text }) => ({ at: at / 1000, text })),
    range: [start, Math.max(data.ended_at / 1000, start + 10)],
  };
}

/** The gaps in seconds after the start, each with its kind where the report knows it. */
export function gapsOf({ gaps }: Pick<ReportParticipant, "gaps">): Gap[] {
  return gaps.map(([from, to, kind]) => ({ from, to, kind: kind ?? "unknown" }));
}

/** The line less the person's own baseline, where that moves it by more than a line's width. */
function corrected({ series, baseline_shift: shift }: ReportParticipant): Partial<Curve> {
  if (!shift || Math.abs(shift) < 0.005) return {};
  return { corrected: series.valence.map((value) => (value === null ? null : value - shift)) };
}

/** What the line is: once the readings are gone, it is coarser. */
export function lineWords({ series_of: of }: Pick<ReportParticipant, "series_of">): string {
  return of === "ten_seconds"
    ? t(
        "ten-second means of the valence of the apparent expression; the band is from the least to the most of each ten seconds",
      )
    : t("valence of the apparent expression, smoothed; the band is its interval (95%)");
}
