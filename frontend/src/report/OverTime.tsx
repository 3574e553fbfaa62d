import { useMemo } from "preact/hooks";

import type { ReportData, ReportParticipant } from "../api/types";
import { Legend } from "../charts/Legend";
import { Strip } from "../charts/Strip";
import { TimeTable } from "../charts/TimeTable";
import { ValenceChart } from "../charts/ValenceChart";
import { t } from "../i18n";
import { reportCurve } from "./reportCurve";

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
      <TimeTable
        curve={drawn.curve}
        strip={drawn.strip}
        gaps={drawn.gaps}
        range={drawn.range}
        labelled={labelled}
      />
    </section>
  );
}
