import type { ReportData } from "../api/types";
import { t } from "../i18n";
import { clockSeconds, elapsed } from "../words/times";

export function MarkersCard({ data }: { data: ReportData }) {
  if (data.markers.length === 0) return null;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Notes")}</h2>
      </div>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("Time")}</th>
            <th scope="col">{t("Note")}</th>
            <th scope="col" class="number">
              {t("After the start")}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.markers.map((marker, number) => (
            <tr key={number}>
              <td>{clockSeconds(marker.at)}</td>
              <td class="typed">{marker.text || t("marked moment")}</td>
              <td class="number">{elapsed((marker.at - data.started_at) / 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
