import { Bars } from "../charts/Bars";
import { Legend } from "../charts/Legend";
import { Strip } from "../charts/Strip";
import { ValenceChart } from "../charts/ValenceChart";
import { t } from "../i18n";
import { CURVE, GAPS, MARKS, RANGE, SEGMENTS } from "./samples";
import { Section } from "./Section";

/** The charts with made-up numbers: a line with its interval, a gap, marks, and the strip. */
export function Charts() {
  return (
    <Section title={t("Charts")} about={t("The numbers are made up.")}>
      <div class="samples">
        <Bars values={[0.06, 0.02, 0.04, 0.55, 0.05, 0.08, 0.2]} caption={t("Charts")} />
        <Bars values={null} caption={t("Charts")} />
      </div>
      <ValenceChart curve={CURVE} gaps={GAPS} marks={MARKS} range={RANGE} />
      <Strip segments={SEGMENTS} gaps={GAPS} range={RANGE} />
      <Legend gaps={GAPS} />
    </Section>
  );
}
