import type { Points, ReportRating } from "../api/types";
import { t } from "../i18n";
import { decimal, whole } from "../words/numbers";

/** "5 / 5", "33.5 / 40". */
export function ratingFigure({ value, most }: Pick<Points, "value" | "most">): string {
  const points = Number.isInteger(value) ? whole(value) : decimal(value);
  return `${points}\u202f/\u202f${most}`;
}

export function ratingNote({ scale, low }: Points): string {
  if (scale === "csat") return t("as the client gave it");
  return low ? t("sum of the four scales; under 36, worth a talk") : t("sum of the four scales");
}

/** What the client wrote beside the rating. */
export function CommentCard({ rating }: { rating: ReportRating | null }) {
  if (!rating?.comment) return null;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("What the client said")}</h2>
      </div>
      <blockquote class="said">{rating.comment}</blockquote>
    </section>
  );
}
