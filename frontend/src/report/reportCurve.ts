import type { ReportData, ReportParticipant } from "../api/types";
import type { Curve, Gap, GapKind, Mark, Segment, Turn } from "../charts/curve";

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
    turns: person.turning_points.map(({ t, before, after }) => ({
      at: start + t,
      rises: after > before,
    })),
    marks: data.markers.map(({ at, text }) => ({ at: at / 1000, text })),
    range: [start, Math.max(data.ended_at / 1000, start + 10)],
  };
}

/** The gaps in seconds after the start, each with its kind where the report knows it. */
export function gapsOf({ gaps }: ReportParticipant): Gap[] {
  return gaps.map(([from, to, kind]) => ({ from, to, kind: kind ?? "unknown" }));
}

/** The line less the person's own baseline, where that moves it by more than a line's width. */
function corrected({ series, baseline_shift: shift }: ReportParticipant): Partial<Curve> {
  if (!shift || Math.abs(shift) < 0.005) return {};
  return { corrected: series.valence.map((value) => (value === null ? null : value - shift)) };
}

export interface TableRow {
  /** Seconds after the start. */
  from: number;
  valence: number | null;
  label: string | null;
  /** Why there is no label. */
  missing: GapKind;
}

/** The series as a table a person can read: about thirty rows, each the mean of its stretch. */
export function tableRows(person: ReportParticipant, duration: number): TableRow[] {
  const { series } = person;
  const gaps = gapsOf(person);
  const step = [10, 30, 60, 120, 300].find((seconds) => duration / seconds <= 40) ?? 600;
  const rows: TableRow[] = [];
  for (let from = 0; from < duration; from += step) {
    const inside = series.t.flatMap((at, index) => (at >= from && at < from + step ? [index] : []));
    const values = inside.flatMap((index) => series.valence[index] ?? []);
    const labels = inside.flatMap((index) => series.label[index] ?? []);
    const missing = longestGap(gaps, from, from + step);
    rows.push({ from, valence: mean(values), label: mostFrequent(labels), missing });
  }
  return rows;
}

/** The kind of the gap that takes most of a stretch. */
function longestGap(gaps: Gap[], from: number, to: number): GapKind {
  const shares = gaps.map((gap) => Math.min(to, gap.to) - Math.max(from, gap.from));
  const longest = Math.max(0, ...shares);
  return gaps.find((_, index) => longest > 0 && shares[index] === longest)?.kind ?? "unknown";
}

function mean(values: number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function mostFrequent(labels: string[]): string | null {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
