import { useSignal } from "@preact/signals";
import { Link } from "wouter-preact";

import type { Satisfaction } from "../api/types";
import { t } from "../i18n";
import { percent } from "../words/numbers";
import { address, changed, daysOf, type Filters } from "./filters";
import { bandOf, type Line, lineName, lineValue, stretchName } from "./trend";
import { TrendChart } from "./TrendChart";

interface CardProps {
  found: Satisfaction;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** How what clients say changes, by week or month. */
export function TrendCard({ found, filters, onChange }: CardProps) {
  const chosen = useSignal<Line>(found.csat > 0 || found.srs === 0 ? "score" : "srs_mean");
  const line: Line = found.srs === 0 ? "score" : found.csat === 0 ? "srs_mean" : chosen.value;
  const lines: Line[] = ["score", "srs_mean"];
  const drawn = found.trend.some((stretch) => bandOf(stretch, line));
  return (
    <section class="card review-trend" aria-labelledby="review-trend-title">
      <div class="card-head">
        <h2 id="review-trend-title">{t("Over time")}</h2>
        <div class="row wrap no-print">
          {found.csat > 0 && found.srs > 0 ? (
            <div class="segmented small" role="group" aria-label={t("What is drawn")}>
              {lines.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={line === one}
                  onClick={() => (chosen.value = one)}
                >
                  {one === "score" ? t("Satisfied clients") : t("Four scales")}
                </button>
              ))}
            </div>
          ) : null}
          <div class="segmented small" role="group" aria-label={t("Folded by")}>
            {(["week", "month"] as const).map((by) => (
              <button
                key={by}
                type="button"
                aria-pressed={found.by === by}
                onClick={() => onChange(changed(filters, { by }))}
              >
                {by === "week" ? t("By week") : t("By month")}
              </button>
            ))}
          </div>
        </div>
      </div>
      {drawn ? (
        <TrendChart found={found} line={line} />
      ) : (
        <p class="quiet">
          {t("No week or month has %(least)s answers yet.", { least: found.least_group })}
        </p>
      )}
      {drawn ? (
        <p class="tiny">
          {t("%(line)s, with its interval (95%). Gaps: fewer than %(least)s answers.", {
            line: lineName(line),
            least: found.least_group,
          })}
        </p>
      ) : null}
      {found.trend.length > 0 ? (
        <details class="review-table">
          <summary>{t("As a table")}</summary>
          <TrendTable found={found} filters={filters} line={line} />
        </details>
      ) : null}
    </section>
  );
}

function TrendTable({ found, filters, line }: Omit<CardProps, "onChange"> & { line: Line }) {
  return (
    <div class="table-scroll" role="region" tabIndex={0} aria-label={t("As a table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("Time")}</th>
            <th scope="col">{lineName(line)}</th>
            <th scope="col">{t("Interval (95%)")}</th>
            <th scope="col">{t("Answers")}</th>
            <th scope="col">{t("Answered")}</th>
          </tr>
        </thead>
        <tbody>
          {found.trend.toReversed().map((stretch) => {
            const band = bandOf(stretch, line);
            const days = daysOf(stretch.first, found.by);
            return (
              <tr key={stretch.first}>
                <th scope="row">
                  <Link href={address("/review/consultations", changed(filters, days))}>
                    {stretchName(stretch.first, found.by)}
                  </Link>
                </th>
                <td>{band ? lineValue(band.value, line) : "–"}</td>
                <td>
                  {band
                    ? t("%(low)s to %(high)s", {
                        low: lineValue(band.low, line),
                        high: lineValue(band.high, line),
                      })
                    : t("fewer than %(least)s", { least: found.least_group })}
                </td>
                <td>{line === "score" ? stretch.csat : stretch.srs}</td>
                <td>{stretch.response ? percent(stretch.response.value) : "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
