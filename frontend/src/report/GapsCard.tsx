import type { ReportParticipant } from "../api/types";
import { t } from "../i18n";
import { clockSeconds, lasting } from "../words/times";

interface GapsCardProps {
  person: ReportParticipant;
  startedAt: number;
}

/** When no face could be read: what the charts say nothing about. */
export function GapsCard({ person, startedAt }: GapsCardProps) {
  if (person.gaps.length === 0) return null;
  const at = (seconds: number) => clockSeconds(startedAt + seconds * 1000);
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Gaps")}</h2>
        <span class="tiny">{t("no readable face for more than 5 s")}</span>
      </div>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("From")}</th>
            <th scope="col">{t("To")}</th>
            <th scope="col" class="number">
              {t("Length")}
            </th>
          </tr>
        </thead>
        <tbody>
          {person.gaps.map(([from, to]) => (
            <tr key={from}>
              <td>{at(from)}</td>
              <td>{at(to)}</td>
              <td class="number">{lasting(to - from)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
