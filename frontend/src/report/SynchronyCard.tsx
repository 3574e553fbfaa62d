import type { ReportData } from "../api/types";
import { t } from "../i18n";
import { signed } from "../words/numbers";
import { lasting } from "../words/times";

/** Whether both smiled together; only where both faces were analysed. */
export function SynchronyCard({ data }: { data: ReportData }) {
  const { synchrony, synchrony_withheld: withheld } = data;
  if (!synchrony && !withheld) return null;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Smiles together")}</h2>
        <span class="tiny">{t("lagged correlation within 5 s, from −1 to +1")}</span>
      </div>
      {synchrony ? (
        <>
          <p>{synchronyWords(synchrony)}</p>
          <p class="tiny bars-note">
            {t("Chance alone gives %(low)s to %(high)s (95%); %(time)s with both faces.", {
              low: signed(synchrony.low),
              high: signed(synchrony.high),
              time: lasting(synchrony.seconds),
            })}
          </p>
        </>
      ) : (
        <p class="quiet">{withheldWords(withheld)}</p>
      )}
    </section>
  );
}

function withheldWords(reason: ReportData["synchrony_withheld"]): string {
  switch (reason) {
    case "unchanging":
      return t("Insufficient data: one of the two smiles never changed.");
    case "chance":
      return t(
        "Insufficient data: both faces were readable in too few other seconds to tell it from chance.",
      );
    default:
      return t("Insufficient data: both faces were readable together for under three minutes.");
  }
}

type Synchrony = NonNullable<ReportData["synchrony"]>;

function synchronyWords({ value, lag_s: lag, low, high }: Synchrony): string {
  const figure = { value: signed(value) };
  if (value >= low && value <= high) {
    return t("%(value)s: no more than chance. Nothing can be said of it.", figure);
  }
  if (value < low) return t("%(value)s: one smiled when the other did not.", figure);
  if (lag === 0) return t("%(value)s: both smiles rose and fell at the same time.", figure);
  const seconds = { ...figure, seconds: Math.abs(lag) };
  return lag > 0
    ? t("%(value)s: the counsellor's smile followed the client's by %(seconds)s s.", seconds)
    : t("%(value)s: the client's smile followed the counsellor's by %(seconds)s s.", seconds);
}
