import type { ReportData, ReportParticipant, ReportSeries } from "../api/types";
import type { Curve, Gap, Mark, Segment } from "../charts/curve";

/** What the report's charts draw, in Unix seconds. */
export interface ReportCurve {
  curve: Curve;
  gaps: Gap[];
  strip: Segment[];
  marks: Mark[];
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
    },
    gaps: person.gaps.map(([from, to]) => ({
      from: start + from,
      to: start + to,
      sawCamera: true,
    })),
    strip: person.strip.map(([from, to, label]) => ({ from: start + from, to: start + to, label })),
    marks: data.markers.map(({ at, text }) => ({ at: at / 1000, text })),
    range: [start, Math.max(data.ended_at / 1000, start + 10)],
  };
}

export interface TableRow {
  /** Seconds after the start. */
  from: number;
  valence: number | null;
  label: string | null;
}

/** The series as a table a person can read: about thirty rows, each the mean of its stretch. */
export function tableRows(series: ReportSeries, duration: number): TableRow[] {
  const step = [10, 30, 60, 120, 300].find((seconds) => duration / seconds <= 40) ?? 600;
  const rows: TableRow[] = [];
  for (let from = 0; from < duration; from += step) {
    const inside = series.t.flatMap((at, index) => (at >= from && at < from + step ? [index] : []));
    const values = inside.flatMap((index) => series.valence[index] ?? []);
    const labels = inside.flatMap((index) => series.label[index] ?? []);
    rows.push({ from, valence: mean(values), label: mostFrequent(labels) });
  }
  return rows;
}

function mean(values: number[]): number | null {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function mostFrequent(labels: string[]): string | null {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
