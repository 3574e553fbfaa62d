import { useComputed, useSignal } from "@preact/signals";

import { Legend } from "../charts/Legend";
import { Strip } from "../charts/Strip";
import { ValenceChart } from "../charts/ValenceChart";
import { liveCurve } from "../dashboard/curve";
import type { DashboardStore } from "../dashboard/store";
import { t } from "../i18n";
import { now } from "./now";

/** Seconds shown at least, so that the first readings do not stretch over the whole chart. */
const SHORTEST = 120;
const SPANS = [120, 600, null] as const;
type Span = (typeof SPANS)[number];

/** Valence and expressions over the call so far. */
export function TimelineCard({ store }: { store: DashboardStore }) {
  const span = useSignal<Span>(null);
  const curve = useComputed(() => liveCurve(store.clientReadings.value, now.value / 1000));
  const range = useComputed(() => shownRange(store, span.value));
  const marks = useComputed(() =>
    store.markers.value.map(({ at, text }) => ({ at: at / 1000, text })),
  );
  return (
    <section class="card timeline" aria-labelledby="valence-title">
      <div class="card-head">
        <div>
          <h2 id="valence-title">{t("Valence")}</h2>
          <span class="tiny">
            {t("from −1 to +1, of the apparent expression, smoothed over 10 s")}
          </span>
        </div>
        <div class="segmented small" role="group" aria-label={t("Time shown")}>
          {SPANS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={span.value === one}
              onClick={() => (span.value = one)}
            >
              {one === null ? t("All") : t("%(minutes)s min", { minutes: one / 60 })}
            </button>
          ))}
        </div>
      </div>
      <ValenceChart
        curve={curve.value.curve}
        gaps={curve.value.gaps}
        marks={marks.value}
        range={range.value}
      />
      <Strip segments={curve.value.strip} range={range.value} />
      <Legend gaps={curve.value.gaps} />
    </section>
  );
}

function shownRange(store: DashboardStore, span: Span): [number, number] {
  const end = now.value / 1000;
  if (span !== null) return [end - span, end];
  const opened = store.consultation.value?.opened_at;
  const first = store.clientReadings.value[0]?.captured_at;
  const start = (first ?? (opened ? Date.parse(opened) : now.value)) / 1000;
  return [start, Math.max(end, start + SHORTEST)];
}
