import { Bars } from "../charts/Bars";
import type { DashboardStore } from "../dashboard/store";
import { Notice } from "../design/Notice";
import { expressionColour, expressionName, labelProbability } from "../expressions";
import { t, tn } from "../i18n";
import type { Summary } from "../wire";
import { notOfferedWords } from "../words/closing";
import { percent } from "../words/numbers";
import { insufficient } from "./Enough";

interface NowCardProps {
  store: DashboardStore;
  /** Readings are coming in; without them the last numbers are shown as what they are: old. */
  current: boolean;
}

/** The seven smoothed probabilities of this moment, with what they rest on. */
export function NowCard({ store, current }: NowCardProps) {
  const summary = store.clientSummary.value;
  const read = (summary?.readings ?? 0) > 0;
  // Before the first reading there are no numbers to be careful with, and none that grew old.
  const why = read ? insufficient(summary) : null;
  const old = !current && read;
  return (
    <section class={`card now-card ${old ? "old" : ""}`} aria-labelledby="now-title">
      <div class="card-head">
        <h2 id="now-title">{t("Now")}</h2>
        <span class="tiny">
          {old
            ? t("the last known state, not the present one")
            : t("apparent expression, smoothed over 10 s")}
        </span>
      </div>
      <Top
        summary={summary}
        few={why !== null}
        offered={store.client.value?.analysis_offered ?? true}
      />
      <Bars
        values={summary?.probabilities ?? null}
        caption={t("Probability of each apparent expression now")}
        most={summary?.label ?? null}
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

interface TopProps {
  summary: Summary | undefined;
  /** It rests on too little to be told as a number. */
  few: boolean;
  /** The practice analyses cameras at all. */
  offered: boolean;
}

/** The most probable expression in large type: to be read from the corner of an eye. */
function Top({ summary, few, offered }: TopProps) {
  const { label = null, probabilities = null } = summary ?? {};
  if (!label) {
    return <p class="now-top quiet">{offered ? t("No reading yet") : notOfferedWords()}</p>;
  }
  const share = few ? null : labelProbability(label, probabilities);
  return (
    <p class="now-top">
      <span class="dot" style={{ background: expressionColour(label) }} aria-hidden="true" />
      <strong>{expressionName(label)}</strong>
      {share === null ? null : <span>{percent(share)}</span>}
    </p>
  );
}
