import { useMemo } from "preact/hooks";

import type { ReportData, ReportParticipant } from "../api/types";
import { Legend } from "../charts/Legend";
import { Strip } from "../charts/Strip";
import { ValenceChart } from "../charts/ValenceChart";
import { expressionName } from "../expressions";
import { t } from "../i18n";
import { gapName } from "../words/gaps";
import { signed } from "../words/numbers";
import { clockSeconds } from "../words/times";
import { reportCurve, tableRows } from "./reportCurve";

interface OverTimeProps {
  person: ReportParticipant;
  data: ReportData;
}

export function OverTime({ person, data }: OverTimeProps) {
  const drawn = useMemo(() => reportCurve(person, data), [person, data]);
  const labelled = drawn.strip.length > 0;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Over time")}</h2>
        <span class="tiny">
          {t("valence of the apparent expression, smoothed; the band is its interval (95%)")}
          {drawn.curve.corrected ? `; ${t("dashed: the same less the person's own baseline")}` : ""}
        </span>
      </div>
      <ValenceChart
        curve={drawn.curve}
        gaps={drawn.gaps}
        marks={drawn.marks}
        turns={drawn.turns}
        range={drawn.range}
        height={240}
      />
      {labelled ? <Strip segments={drawn.strip} range={drawn.range} /> : null}
      <Legend gaps={drawn.gaps} labels={labelled ? undefined : []} turns={drawn.turns.length > 0} />
      <details class="as-table">
        <summary>{t("Show as a table")}</summary>
        <SeriesTable person={person} data={data} labelled={labelled} />
      </details>
    </section>
  );
}

interface SeriesTableProps extends OverTimeProps {
  /** Labels are held; they are deleted before the figures. */
  labelled: boolean;
}

function SeriesTable({ person, data, labelled }: SeriesTableProps) {
  const rows = useMemo(() => tableRows(person, data.duration_s), [person, data]);
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{t("From")}</th>
          {labelled ? <th scope="col">{t("Most frequent apparent expression")}</th> : null}
          <th scope="col" class="number">
            {t("Mean valence")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.from}>
            <td>{clockSeconds(data.started_at + row.from * 1000)}</td>
            {labelled ? <td>{row.label === null ? "–" : expressionName(row.label)}</td> : null}
            <td class="number">
              {row.valence === null ? gapName(row.missing) : signed(row.valence)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
