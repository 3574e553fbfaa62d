import { Bars } from "../charts/Bars";
import type { ReportData, ReportParticipant, ReportShares } from "../api/types";
import { Notice } from "../design/Notice";
import { EXPRESSIONS } from "../expressions";
import { t } from "../i18n";
import { Figures } from "./Figures";
import { GapsCard } from "./GapsCard";
import { IndexParts } from "./IndexParts";
import { OverTime } from "./OverTime";
import { TurningPoints } from "./TurningPoints";

interface PersonReportProps {
  person: ReportParticipant;
  data: ReportData;
  /** More than one person was analysed, so each part says whose it is. */
  named: boolean;
}

/** Everything measured of one person's camera. */
export function PersonReport({ person, data, named }: PersonReportProps) {
  const { shares } = person;
  const name = named ? <h2 class="person-name">{person.name}</h2> : null;
  if (person.withheld === "no_readings") {
    // Figures of nothing would look like findings.
    return (
      <section class="person-report" aria-label={named ? person.name : undefined}>
        {name}
        <Notice tone="calm">{t("Readings were erased, or none ever came.")}</Notice>
      </section>
    );
  }
  return (
    <section class="person-report" aria-label={named ? person.name : undefined}>
      {name}
      <Figures person={person} data={data} />
      <OverTime person={person} data={data} />
      <TurningPoints person={person} startedAt={data.started_at} />
      <div class="halves">
        <section class="card">
          <div class="card-head">
            <h2>{t("Shares")}</h2>
            <span class="tiny">{t("of the time with a readable face")}</span>
          </div>
          {shares ? <Shares shares={shares} /> : <p class="quiet">{t("Insufficient data")}</p>}
        </section>
        <IndexParts person={person} />
      </div>
      <GapsCard person={person} startedAt={data.started_at} />
    </section>
  );
}

/** The shares, and the rest that belongs to no expression. */
function Shares({ shares }: { shares: ReportShares }) {
  const { uncertain } = shares;
  const values = EXPRESSIONS.map((label) => shares[label]);
  const caption = t("Share of time of each apparent expression");
  if (uncertain === undefined) return <Bars values={values} caption={caption} />;
  return (
    <>
      <Bars
        labels={[...EXPRESSIONS, "uncertain"]}
        values={[...values, uncertain]}
        caption={caption}
      />
      <p class="tiny bars-note">{t("Uncertain: no expression was probable enough to be named.")}</p>
    </>
  );
}
