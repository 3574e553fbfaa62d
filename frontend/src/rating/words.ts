import type { Rating } from "../api/types";
import { t } from "../i18n";
import { decimal, whole } from "../words/numbers";

/** Also the order in which they are asked. */
export const SCALES = ["relationship", "goals", "approach", "overall"] as const;
export type Scale = (typeof SCALES)[number];

/** What each step of the one question means, 1 to 5. */
export function satisfactionWords(csat: number): string {
  const words = [
    t("Very dissatisfied"),
    t("Dissatisfied"),
    t("In between"),
    t("Satisfied"),
    t("Very satisfied"),
  ];
  return words[csat - 1] ?? "";
}

interface Question {
  question: string;
  /** What 0 says. */
  low: string;
  /** What 10 says. */
  high: string;
}

/** Our own words: those of the published session rating scale are licensed. */
export function questionOf(scale: Scale): Question {
  switch (scale) {
    case "relationship":
      return {
        question: t("How was the contact with your counsellor?"),
        low: t("We hardly reached each other"),
        high: t("I felt at ease and taken seriously"),
      };
    case "goals":
      return {
        question: t("Did you come to speak of what matters to you?"),
        low: t("What matters to me had no place"),
        high: t("It was all about what matters to me"),
      };
    case "approach":
      return {
        question: t("Did the way of working suit you?"),
        low: t("It did not suit me at all"),
        high: t("It suited me completely"),
      };
    case "overall":
      return {
        question: t("And as a whole?"),
        low: t("I take nothing away from it"),
        high: t("I take a lot away from it"),
      };
  }
}

/** "4 of 5, satisfied", or "34.5 of 40 on four scales": one list may show both. */
export function saidWords(rating: Pick<Rating, "csat" | "sum">): string {
  if (rating.csat !== null) {
    const [value, words] = [whole(rating.csat), satisfactionWords(rating.csat).toLowerCase()];
    return t("%(value)s of 5, %(words)s", { value, words });
  }
  return t("%(sum)s of 40 on four scales", { sum: decimal(rating.sum ?? 0) });
}
