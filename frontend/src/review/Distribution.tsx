import { Link } from "wouter-preact";

import type { Satisfaction } from "../api/types";
import { t, tn } from "../i18n";
import { percent } from "../words/numbers";
import { address, changed, type Filters } from "./filters";
import { fewerThan } from "./words";

/** How many gave 5, 4, 3, 2 and 1; each bar leads to them. */
export function Distribution({ found, filters }: { found: Satisfaction; filters: Filters }) {
  const counts = found.distribution;
  const most = Math.max(1, ...(counts ?? []));
  return (
    <section class="card" aria-labelledby="distribution-title">
      <div class="card-head">
        <h2 id="distribution-title">{t("Ratings")}</h2>
        <span class="tiny">{tn("%s answer", "%s answers", found.csat)}</span>
      </div>
      {counts ? (
        <ul class="distribution">
          {[5, 4, 3, 2, 1].map((points) => {
            const count = counts[points - 1] ?? 0;
            const href = address(
              "/review/consultations",
              changed(filters, { rating: String(points) }),
            );
            return (
              <li key={points}>
                <Link href={href}>
                  {t("%(value)s of 5", { value: points })}
                  <span class="visually-hidden">
                    : {tn("%s answer", "%s answers", count)}, {percent(count / found.csat)}
                  </span>
                </Link>
                <svg
                  class="distribution-bar"
                  viewBox="0 0 100 10"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect width="100" height="10" class="rest" />
                  <rect width={(100 * count) / most} height="10" />
                </svg>
                <span class="distribution-count" aria-hidden="true">
                  {count} · {percent(count / found.csat)}
                </span>
              </li>
            );
          })}
        </ul>
      ) : (
        <p class="quiet">{fewerThan(found.least_group, found.csat)}</p>
      )}
    </section>
  );
}
