import type { ReportParticipant } from "../api/types";
import type { Gap } from "../charts/curve";
import { t } from "../i18n";
import { gapName, gapsWords } from "../words/gaps";
import { clockSeconds, lasting } from "../words/times";
import { gapsOf } from "./reportCurve";

interface GapsCardProps {
  person: Pick<ReportParticipant, "gaps">;
  startedAt: number;
}

/** More rows than this hide behind a line, so that the notes stay in reach. */
const SHOWN = 8;

/** When nothing could be read, and why: what the charts say nothing about. */
export function GapsCard({ person, startedAt }: GapsCardProps) {
  const gaps = gapsOf(person);
  if (gaps.length === 0) return null;
  return (
    // Paper opens no line: how many gaps there are stands beside the coverage.
    <section class={gaps.length <= SHOWN ? "card" : "card not-printed"}>
      <div class="card-head">
        <h2>{t("Gaps")}</h2>
        <span class="tiny">{t("no reading for more than 5 s")}</span>
      </div>
      {gaps.length <= SHOWN ? (
        <GapsTable gaps={gaps} startedAt={startedAt} />
      ) : (
        <details class="as-table">
          <summary>{gapsWords(gaps)}</summary>
          <GapsTable gaps={gaps} startedAt={startedAt} />
        </details>
      )}
    </section>
  );
}

function GapsTable({ gaps, startedAt }: { gaps: Gap[]; startedAt: number }) {
  const at = (seconds: number) => clockSeconds(startedAt + seconds * 1000);
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{t("From")}</th>
          <th scope="col">{t("To")}</th>
          <th scope="col">{t("Why")}</th>
          <th scope="col" class="number">
            {t("Length")}
          </th>
        </tr>
      </thead>
      <tbody>
        {gaps.map(({ from, to, kind }) => (
          <tr key={from}>
            <td class="moment">{at(from)}</td>
            <td class="moment">{at(to)}</td>
            <td>{gapName(kind)}</td>
            <td class="number">{lasting(to - from)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
