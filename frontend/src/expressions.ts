import { t } from "./i18n";

/** The seven classes in the order of every probability list on the wire. */
export const EXPRESSIONS = [
  "anger",
  "disgust",
  "fear",
  "happiness",
  "sadness",
  "surprise",
  "neutral",
] as const;

export type Expression = (typeof EXPRESSIONS)[number];

export function isExpression(label: string | null | undefined): label is Expression {
  return EXPRESSIONS.includes(label as Expression);
}

/** The display name of a label: an apparent expression, never a feeling. */
export function expressionName(label: string): string {
  switch (label) {
    case "anger":
      return t("Anger");
    case "disgust":
      return t("Disgust");
    case "fear":
      return t("Fear");
    case "happiness":
      return t("Happiness");
    case "sadness":
      return t("Sadness");
    case "surprise":
      return t("Surprise");
    case "neutral":
      return t("Neutral");
    default:
      return t("Uncertain");
  }
}

/** The custom property that holds a label's colour, so that light and dark differ in one place. */
export function expressionColour(label: string): string {
  return isExpression(label) ? `var(--${label})` : "var(--uncertain)";
}

/** The label's own probability in 0..1, or null where the label is uncertain. */
export function labelProbability(
  label: string | null | undefined,
  probabilities: readonly number[] | null | undefined,
): number | null {
  if (!isExpression(label) || !probabilities) return null;
  return probabilities[EXPRESSIONS.indexOf(label)] ?? null;
}
