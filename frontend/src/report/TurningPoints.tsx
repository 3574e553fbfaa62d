import type { ReportParticipant, TurningPoint } from "../api/types";
import { t } from "../i18n";
import { signed } from "../words/numbers";
import { clock, clockSeconds, lasting } from "../words/times";

interface TurningPointsProps {
  person: Pick<ReportParticipant, "turning_points">;
  startedAt: number;
}

/** When the level changed and stayed changed, and what was marked nearby. */
export function TurningPoints({ person, startedAt }: TurningPointsProps) {
  const points = person.turning_points;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Turning points")}</h2>
        <span class="tiny">{t("mean valence changed by 0.25 or more and held 8 s or longer")}</span>
      </div>
      {points === null ? (
        <p class="quiet">{t("Insufficient data: too few readings to tell.")}</p>
      ) : points.length === 0 ? (
        <p class="quiet">{t("No lasting change: the level stayed about the same.")}</p>
      ) : (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{t("Time")}</th>
              <th scope="col">{t("Change")}</th>
              <th scope="col">{t("Nearest marker")}</th>
              <th scope="col" class="number">
                {t("Valence")}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.t}>
                <td class="moment">{clockSeconds(startedAt + point.t * 1000)}</td>
                <td>{changeWords(point)}</td>
                <td class="typed">{markerWords(point)}</td>
                <td class="number pair">
                  {signed(point.before)}&nbsp;→ {signed(point.after)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function changeWords(point: TurningPoint): string {
  const time = lasting(point.until - point.t);
  return point.after > point.before
    ? t("higher, for %(time)s", { time })
    : t("lower, for %(time)s", { time });
}

function markerWords({ marker }: TurningPoint): string {
  if (!marker) return "–";
  return `${marker.text || t("marked moment")} (${clock(marker.at)})`;
}
