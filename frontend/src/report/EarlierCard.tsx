import { useEffect, useState } from "preact/hooks";
import { Link } from "wouter-preact";

import { readTrend } from "../api/clients";
import type { Consultation, Trend, TrendPoint } from "../api/types";
import { TrendChart } from "../clients/TrendChart";
import { t } from "../i18n";
import { day } from "../words/times";
import { beforeWords, trendWords } from "../words/trend";

/** This consultation beside the client's own earlier ones; never beside other people's. */
export function EarlierCard({ consultation }: { consultation: Consultation }) {
  const client = consultation.client;
  const [trend, setTrend] = useState<Trend | null>(null);
  useEffect(() => {
    // Without it the report is complete: who cannot be reached is not asked again.
    if (client) readTrend(client).then(setTrend, () => undefined);
  }, [client]);
  if (!client || !trend) return null;
  const upToNow = until(trend, consultation.id);
  const own = upToNow.at(-1);
  if (!own || upToNow.length < 2) return null;
  return (
    <section class="card trend">
      <div class="card-head">
        <h2>{t("Beside earlier consultations")}</h2>
        <Link class="link" href={`/clients/${client}`}>
          {t("All of them")}
        </Link>
      </div>
      <TrendChart points={upToNow} />
      <p class="trend-said">{beforeWords(own, previous(upToNow))}</p>
      <p class="quiet">{trendWords(trend)}</p>
    </section>
  );
}

/** The consultations up to one of them. */
function until({ points }: Trend, id: string): TrendPoint[] {
  const at = points.findIndex(({ consultation }) => consultation === id);
  return points.slice(0, at + 1);
}

/** When the comparable one before the last was. */
function previous(points: TrendPoint[]): string {
  const before = points.slice(0, -1).findLast(({ comparable }) => comparable);
  return before ? day(before.at) : "";
}
