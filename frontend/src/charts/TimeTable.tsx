import { useSignal } from "@preact/signals";

import { expressionName } from "../expressions";
import { t } from "../i18n";
import { gapName } from "../words/gaps";
import { signed } from "../words/numbers";
import { clockSeconds } from "../words/times";
import type { Curve, Gap, Segment } from "./curve";
import { timeRows } from "./rows";

interface TimeTableProps {
  curve: Curve;
  strip: Segment[];
  gaps: Gap[];
  range: [number, number];
  /** Labels are held; those of a report are deleted before its figures. */
  labelled?: boolean;
}

/** The chart and the strip in words and numbers, for whoever wants them so. */
export function TimeTable(props: TimeTableProps) {
  const open = useSignal(false);
  return (
    <details class="table-behind" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{t("Show as a table")}</summary>
      {open.value ? <Rows {...props} /> : null}
    </details>
  );
}

function Rows({ curve, strip, gaps, range, labelled = true }: TimeTableProps) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={t("Over time")}>
      <table class="time-table">
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
          {timeRows(curve, strip, gaps, range).map((row) => (
            <tr key={row.from}>
              <td>{clockSeconds(row.from * 1000)}</td>
              {labelled ? <td>{row.label === null ? "–" : expressionName(row.label)}</td> : null}
              <td class="number">
                {row.valence === null ? gapName(row.missing) : signed(row.valence)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
