import { Link } from "wouter-preact";

import type { Trend, TrendPoint } from "../api/types";
import { t } from "../i18n";
import { ratingFigure } from "../report/RatingCard";
import { decimal, percent } from "../words/numbers";
import { changeWords, earlierWords, trendWords, withheldWords } from "../words/trend";
import { clock, day } from "../words/times";
import { TrendChart } from "./TrendChart";
import { TrendLegend } from "./TrendLegend";

/** What changes over one client's consultations, and how sure that is. */
export function TrendCard({ trend }: { trend: Trend }) {
  const { points } = trend;
  return (
    <section class="card trend" aria-labelledby="trend-title">
      <div class="card-head">
        <h2 id="trend-title">{t("Change over consultations")}</h2>
        <span class="tiny">{t("expression index, 0 to 100")}</span>
      </div>
      {points.length === 0 ? (
        <p class="quiet">
          {t(
            "After the first consultation its expression index stands here with its interval. From the second on you see what changed.",
          )}
        </p>
      ) : (
        <>
          <TrendChart points={points} />
          <TrendLegend points={points} />
          <p class="trend-said">{changeWords(trend)}</p>
          <p class="quiet">{trendWords(trend)}</p>
          {earlierWords(trend).map((said) => (
            <p key={said} class="quiet">
              {said}
            </p>
          ))}
          <details class="trend-table">
            <summary>{t("As a table")}</summary>
            <TrendTable points={points} />
          </details>
        </>
      )}
      <p class="tiny">
        {t(
          "The index is made of apparent expressions. It says nothing of feelings, and a change of it is not an outcome.",
        )}{" "}
        {t(
          "Its interval is that of its mean part, half of it: how far the most extreme 10 seconds and the end vary is left out.",
        )}
      </p>
    </section>
  );
}

function TrendTable({ points }: { points: TrendPoint[] }) {
  return (
    <div class="table-scroll" role="region" tabIndex={0} aria-label={t("As a table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("Consultation")}</th>
            <th scope="col">{t("Index")}</th>
            <th scope="col">{t("Interval of the mean part (95%)")}</th>
            <th scope="col">{t("Rating")}</th>
            <th scope="col">{t("Coverage")}</th>
            <th scope="col">{t("Markers")}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.consultation}>
              <th scope="row">
                <Link href={`/consultations/${point.consultation}/report`}>
                  {day(point.at)}, {clock(point.at)}
                </Link>
              </th>
              <IndexCells point={point} />
              <td>{point.rating ? ratingFigure(point.rating) : "–"}</td>
              <td>{point.coverage === null ? "–" : percent(point.coverage)}</td>
              <td>{point.markers}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function IndexCells({ point }: { point: TrendPoint }) {
  if (!point.index) return <td colSpan={2}>{withheldWords(point.withheld)}</td>;
  const { value, low, high } = point.index;
  return (
    <>
      <td>{decimal(value)}</td>
      <td>{t("%(low)s to %(high)s", { low: decimal(low), high: decimal(high) })}</td>
    </>
  );
}
