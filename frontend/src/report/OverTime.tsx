import { useMemo, useState } from "preact/hooks";

import type { ReportData, ReportParticipant } from "../api/types";
import { Legend } from "../charts/Legend";
import { Strip } from "../charts/Strip";
import { TimeTable } from "../charts/TimeTable";
import { ValenceChart } from "../charts/ValenceChart";
import { t } from "../i18n";
import { lineWords, reportCurve } from "./reportCurve";
import { shownPart } from "./shownPart";
import { TimeShown } from "./TimeShown";

interface OverTimeProps {
  person: ReportParticipant;
  data: ReportData;
}

/** What is shown of the consultation: so many seconds around a moment, or all of it. */
interface Part {
  length: number | null;
  middle: number;
}

export function OverTime({ person, data }: OverTimeProps) {
  const drawn = useMemo(() => reportCurve(person, data), [person, data]);
  const [part, setPart] = useState<Part>({ length: null, middle: 0 });
  const shown = useMemo(() => shownPart(drawn.range, part.length, part.middle), [drawn, part]);
  const show = (length: number | null, middle: number) => setPart({ length, middle });
  const whole = part.length === null;
  const labelled = drawn.strip.length > 0;
  return (
    <section class="card">
      <div class="card-head over-time-head">
        <h2>{t("Over time")}</h2>
        <TimeShown whole={drawn.range} shown={shown} length={part.length} onShow={show} />
        <p class="tiny">
          {lineWords(person)}
          {drawn.curve.corrected ? `; ${t("dashed: the same less the person's own baseline")}` : ""}
        </p>
      </div>
      <ValenceChart
        curve={drawn.curve}
        gaps={drawn.gaps}
        marks={drawn.marks}
        turns={drawn.turns}
        range={shown}
        height={240}
      />
      {labelled && whole ? (
        <Strip segments={drawn.strip} gaps={drawn.gaps} range={drawn.range} />
      ) : null}
      {labelled && !whole ? (
        <Strip
          segments={drawn.strip}
          gaps={drawn.gaps}
          range={drawn.range}
          shown={shown}
          ends
          onPick={(at) => show(part.length, at)}
        />
      ) : null}
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
