import { Bars } from "../charts/Bars";
import type { DashboardStore } from "../dashboard/store";
import { Notice } from "../design/Notice";
import { t, tn } from "../i18n";
import type { Summary } from "../wire";
import { percent } from "../words/numbers";

const LEAST_COVERAGE = 0.5;
const LEAST_READINGS = 20;

/** Why the numbers should not be trusted yet, in words, or null when they may be read. */
export function insufficient(summary: Summary | undefined): string | null {
  if (!summary) return null;
  if (summary.readings < LEAST_READINGS) {
    return tn("Only %s reading so far.", "Only %s readings so far.", summary.readings);
  }
  if (summary.coverage < LEAST_COVERAGE) {
    return t("The face was readable for only %(share)s of the time.", {
      share: percent(summary.coverage),
    });
  }
  return null;
}

interface NowCardProps {
  store: DashboardStore;
  /** Readings are coming in; without them the last numbers are shown as what they are: old. */
  current: boolean;
}

/** The seven smoothed probabilities of this moment, with what they rest on. */
export function NowCard({ store, current }: NowCardProps) {
  const summary = store.clientSummary.value;
  const why = insufficient(summary);
  return (
    <section
      class={`card now-card ${current || !summary ? "" : "old"}`}
      aria-labelledby="now-title"
    >
      <div class="card-head">
        <h2 id="now-title">{t("Now")}</h2>
        <span class="tiny">
          {current || !summary
            ? t("apparent expression, smoothed over 10 s")
            : t("the last known state, not the present one")}
        </span>
      </div>
      <Bars
        values={summary?.probabilities ?? null}
        caption={t("Probability of each apparent expression now")}
      />
      <div class="row spread wrap bars-foot tiny">
        <span>
          {t("Coverage")} <b>{summary ? percent(summary.coverage) : "–"}</b>
        </span>
        <span>{summary ? tn("%s reading", "%s readings", summary.readings) : ""}</span>
      </div>
      {why ? (
        <Notice tone="calm" title={t("Insufficient data")}>
          {why} {t("Read the numbers with care.")}
        </Notice>
      ) : null}
    </section>
  );
}
