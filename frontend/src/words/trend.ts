import type { Estimate, Trend, TrendPoint, TrendRun } from "../api/types";
import { t, tn } from "../i18n";
import { decimal } from "./numbers";

/** Why a consultation has no index. */
export function withheldWords(reason: TrendPoint["withheld"]): string {
  switch (reason) {
    case "coverage":
      return t("insufficient data: too little of the time with a readable face");
    case "readings":
      return t("insufficient data: too few independent readings");
    case "no_report":
      return t("no report yet");
    case "no_readings":
    default:
      return t("not analysed, or erased");
  }
}

/** From the first comparable consultation to the latest one. */
export function changeWords({ change }: TrendRun): string {
  if (!change) return t("A change needs two consultations with an index by the same model.");
  const figures = figuresOf(change);
  if (!change.clear) {
    return t("No clear change from the first to the latest: %(figures)s points.", { figures });
  }
  return change.value > 0
    ? t("The index rose from the first to the latest: %(figures)s points.", { figures })
    : t("The index fell from the first to the latest: %(figures)s points.", { figures });
}

/** One consultation against the comparable one before it. */
export function beforeWords({ index, withheld, change }: TrendPoint, before: string): string {
  if (!index) return t("No index this time: %(reason)s.", { reason: withheldWords(withheld) });
  if (!change) return t("No earlier one has an index by the same model.");
  const said = { day: before, figures: figuresOf(change) };
  if (!change.clear) return t("No clear change since %(day)s: %(figures)s points.", said);
  return change.value > 0
    ? t("Higher than on %(day)s: %(figures)s points.", said)
    : t("Lower than on %(day)s: %(figures)s points.", said);
}

/** What earlier models read: each run by itself, as no figure of one may stand beside another's. */
export function earlierWords({ earlier, model }: Trend): string[] {
  return earlier.map((run) => {
    const said = { model: run.model || "–", consultations: consultations(run.compared) };
    const whose =
      run.model === model
        ? t("Measured by earlier formulas (%(consultations)s):", said)
        : t("Read by another model, %(model)s (%(consultations)s):", said);
    return [whose, changeWords(run), ...(run.trend ? [slopeWords(run, run.trend)] : [])].join(" ");
  });
}

function consultations(count: number): string {
  return tn("%s consultation", "%s consultations", count);
}

/** The trend over all comparable ones, or what it still needs. */
export function trendWords({ trend, compared, needed }: Trend): string {
  if (!trend) {
    return compared < needed
      ? t("A trend is shown from %(needed)s comparable consultations on; so far %(compared)s.", {
          needed,
          compared,
        })
      : t("A trend needs consultations on different days.");
  }
  return slopeWords({ compared }, trend);
}

function slopeWords({ compared }: Pick<TrendRun, "compared">, trend: Estimate): string {
  const figures = figuresOf(trend);
  const over = tn("Over %s consultation:", "Over %s consultations:", compared);
  const said = trend.clear
    ? t("%(figures)s points per four weeks.", { figures })
    : t("no clear trend, %(figures)s points per four weeks.", { figures });
  return `${over} ${said}`;
}

/** "+6.2 (+1.1 to +11.3)". */
function figuresOf({ value, low, high }: Estimate): string {
  const range = t("%(low)s to %(high)s", { low: withSign(low), high: withSign(high) });
  return `${withSign(value)} (${range})`;
}

function withSign(value: number): string {
  const digits = decimal(Math.abs(value));
  if (Math.abs(value) < 0.05) return digits;
  return `${value > 0 ? "+" : "−"}${digits}`;
}
