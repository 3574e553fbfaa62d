import type { Signal } from "@preact/signals";
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { Legend } from "../charts/Legend";
import { Strip } from "../charts/Strip";
import { TimeTable } from "../charts/TimeTable";
import { ValenceChart } from "../charts/ValenceChart";
import type { LiveCurve } from "../dashboard/curve";
import type { DashboardStore } from "../dashboard/store";
import { t } from "../i18n";
import { Enough } from "./Enough";
import { now } from "./now";
import { shownRange, type Span, SPANS, wholeCall } from "./shownRange";

/** The bars above say which colour is which expression; this one they leave out. */
const UNNAMED = ["uncertain"];

/** A moment that somebody looks at: Unix seconds, and the note that it is of, if any. */
export interface Moment {
  at: number;
  note: string | null;
}

interface TimelineProps {
  store: DashboardStore;
  drawn: LiveCurve;
  looked: Signal<Moment | null>;
}

/** Valence and expressions over the call so far. */
export function TimelineCard({ store, drawn, looked }: TimelineProps) {
  const span = useSignal<Span>(null);
  const card = useRef<HTMLElement>(null);
  const whole = useComputed(() => wholeCall(store.openedAt.value, now.value / 1000));
  const range = useComputed(() => shownRange(whole.value, span.value, looked.value?.at ?? null));
  const marks = useComputed(() =>
    store.markers.value.map(({ id, at, text }) => ({ id, at: at / 1000, text })),
  );
  const moment = looked.value;
  useEffect(() => {
    if (moment) card.current?.scrollIntoView({ block: "nearest" });
  }, [moment]);
  return (
    <section ref={card} class="card timeline" aria-labelledby="valence-title">
      <div class="card-head timeline-head">
        <h2 id="valence-title">{t("Valence")}</h2>
        <div class="row wrap">
          <Enough summary={store.clientSummary.value} />
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
        <p class="tiny">
          {t(
            "from −1 to +1, of the apparent expression, smoothed over 10 s; the band is its interval (95%)",
          )}
        </p>
      </div>
      <ValenceChart
        height={176}
        curve={drawn.curve}
        gaps={drawn.gaps}
        marks={marks.value}
        range={range.value}
        chosen={moment?.at ?? null}
        onMark={({ id, at }) => (looked.value = { at, note: id ?? null })}
      />
      <Strip
        segments={drawn.strip}
        gaps={drawn.gaps}
        range={whole.value}
        shown={span.value === null ? null : range.value}
        ends
        onPick={(at) => (looked.value = { at, note: null })}
      />
      <div class="row spread wrap timeline-foot">
        <Legend gaps={drawn.gaps} labels={UNNAMED} />
        <TimeTable curve={drawn.curve} strip={drawn.strip} gaps={drawn.gaps} range={whole.value} />
        {moment ? (
          <button type="button" class="button plain small" onClick={() => (looked.value = null)}>
            {t("Back to the present")}
          </button>
        ) : null}
      </div>
    </section>
  );
}
