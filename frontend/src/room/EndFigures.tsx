import { liveCurve } from "../dashboard/curve";
import type { DashboardStore } from "../dashboard/store";
import { expressionColour, expressionName } from "../expressions";
import { t, tn } from "../i18n";
import { percent } from "../words/numbers";
import { lasting } from "../words/times";
import { Enough, insufficient } from "./Enough";
import { mainLabel } from "./figures";

/** What there is to say before the report is read: how long, how much of it, and what of it. */
export function EndFigures({ store }: { store: DashboardStore }) {
  const { opened_at: from, ended_at: to } = store.consultation.value ?? {};
  const summary = store.clientSummary.value;
  const few = insufficient(summary);
  // What the report withholds is not told here, either.
  const main = few ? null : mainLabel(liveCurve(store.clientReadings.value, 0).strip);
  const notes = store.markers.value.length;
  return (
    <section class="card end-figures" aria-label={t("Figures so far")}>
      <dl>
        <div>
          <dt>{t("Duration")}</dt>
          <dd>{from && to ? lasting((Date.parse(to) - Date.parse(from)) / 1000) : "–"}</dd>
          <dd class="tiny">{tn("%s note", "%s notes", notes)}</dd>
        </div>
        <div>
          <dt>{t("Coverage")}</dt>
          <dd>{summary ? percent(summary.coverage) : "–"}</dd>
          <dd class="tiny">
            {summary
              ? tn("%s reading", "%s readings", summary.readings)
              : t("nothing was analysed")}
          </dd>
        </div>
        <div>
          <dt>{t("Most frequent apparent expression")}</dt>
          <dd>
            {main ? (
              <>
                <span
                  class="dot"
                  style={{ background: expressionColour(main.label) }}
                  aria-hidden="true"
                />
                {expressionName(main.label)} {percent(main.share)}
              </>
            ) : (
              "–"
            )}
          </dd>
          <dd class="tiny">
            {few ? <Enough summary={summary} /> : main ? t("of the time that could be read") : ""}
          </dd>
        </div>
      </dl>
      {few ? <p class="tiny">{few}</p> : null}
    </section>
  );
}
