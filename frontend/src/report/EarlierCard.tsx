import { Link } from "wouter-preact";

import type { Consultation, Trend, TrendPoint } from "../api/types";
import { TrendChart } from "../clients/TrendChart";
import { TrendLegend } from "../clients/TrendLegend";
import { t } from "../i18n";
import { day } from "../words/times";
import { beforeWords, earlierWords, trendWords } from "../words/trend";

interface EarlierProps {
  consultation: Pick<Consultation, "client">;
  /** The client's consultations up to this one: what came later is no matter of this report. */
  earlier: Trend | null;
}

/** This consultation beside the client's own earlier ones; never beside other people's. */
export function EarlierCard({ consultation: { client }, earlier }: EarlierProps) {
  const own = earlier?.points.at(-1);
  if (!client || !earlier || !own || earlier.points.length < 2) return null;
  return (
    <section class="card trend">
      <div class="card-head">
        <h2>{t("Beside earlier consultations")}</h2>
        <Link class="link" href={`/clients/${client}`}>
          {t("All of them")}
        </Link>
      </div>
      <TrendChart points={earlier.points} />
      <TrendLegend points={earlier.points} />
      <p class="trend-said">{beforeWords(own, previous(earlier.points))}</p>
      <p class="quiet">{trendWords(earlier)}</p>
      {earlierWords(earlier).map((said) => (
        <p key={said} class="quiet">
          {said}
        </p>
      ))}
    </section>
  );
}

/** When the comparable one before the last was. */
function previous(points: TrendPoint[]): string {
  const before = points.slice(0, -1).findLast(({ comparable }) => comparable);
  return before ? day(before.at) : "";
}
