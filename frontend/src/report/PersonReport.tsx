import { Bars } from "../charts/Bars";
import type { ReportData, ReportParticipant } from "../api/types";
import { EXPRESSIONS } from "../expressions";
import { t } from "../i18n";
import { Figures } from "./Figures";
import { GapsCard } from "./GapsCard";
import { IndexParts } from "./IndexParts";
import { OverTime } from "./OverTime";

interface PersonReportProps {
  person: ReportParticipant;
  data: ReportData;
  /** More than one person was analysed, so each part says whose it is. */
  named: boolean;
}

/** Everything measured of one person's camera. */
export function PersonReport({ person, data, named }: PersonReportProps) {
  const { shares } = person;
  return (
    <section class="person-report" aria-label={named ? person.name : undefined}>
      {named ? <h2 class="person-name">{person.name}</h2> : null}
      <Figures person={person} data={data} />
      <OverTime person={person} data={data} />
      <div class="halves">
        <section class="card">
          <div class="card-head">
            <h2>{t("Shares")}</h2>
            <span class="tiny">{t("of the time with a readable face")}</span>
          </div>
          {shares ? (
            <Bars
              values={EXPRESSIONS.map((label) => shares[label])}
              caption={t("Share of time of each apparent expression")}
            />
          ) : (
            <p class="quiet">{t("Insufficient data")}</p>
          )}
        </section>
        <IndexParts person={person} />
      </div>
      <GapsCard person={person} startedAt={data.started_at} />
    </section>
  );
}
