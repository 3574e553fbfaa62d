import type { ModelEvaluation } from "../api/types";
import { t } from "../i18n";
import { decimal } from "../words/numbers";

/** How far a probability can be believed. */
export function calibrationWords(evaluation: ModelEvaluation): string {
  const error = evaluation.calibration_error;
  if (error === null) {
    return t("Calibration: a probability is off by %(points)s points on average, held to labels.", {
      points: decimal(100 * evaluation.calibration_error_labels),
    });
  }
  return t(
    "Calibration: a probability means the share of people who would choose the label, and is off by %(points)s points on average.",
    { points: decimal(100 * error) },
  );
}

/** The conditions of the evaluation, which names them in English. */
export function conditionName(name: string): string {
  const words: Record<string, string> = {
    "as it is": t("as it is"),
    "blurred by 1 px": t("blurred by 1 px"),
    "blurred by 1.5 px": t("blurred by 1.5 px"),
    "light × 0.5": t("half the light"),
    "light × 0.25": t("a quarter of the light"),
    "light × 0.12": t("an eighth of the light"),
    "light × 1.5": t("half as much light again"),
    "light × 2": t("twice the light"),
    "light × 3": t("three times the light"),
    "32 px high": t("32 px high"),
    "24 px high": t("24 px high"),
    "16 px high": t("16 px high"),
    "tilted by 15°": t("tilted by 15°"),
    "tilted by 30°": t("tilted by 30°"),
    "lowest fifth cut off": t("lowest fifth cut off"),
    "a fifth cut off at a side": t("a fifth cut off at a side"),
    "two fifths cut off at a side": t("two fifths cut off at a side"),
  };
  return words[name] ?? name;
}
