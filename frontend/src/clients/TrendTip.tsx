import { t, tn } from "../i18n";
import { ratingFigure } from "../report/RatingCard";
import { decimal } from "../words/numbers";
import { day } from "../words/times";
import { withheldWords } from "../words/trend";
import type { Placed } from "./trend";

/** The values of the consultation that is pointed at, or chosen by the arrow keys. */
export function TrendTip({ point, x }: Placed) {
  const { index, rating, markers } = point;
  return (
    <div
      class={`chart-tip ${x > 160 ? "to-left" : "to-right"}`}
      style={{ left: `${x}px` }}
      role="status"
    >
      <strong>{day(point.at)}</strong>
      {index ? (
        <span>
          {t("Index %(value)s (%(low)s to %(high)s)", {
            value: decimal(index.value),
            low: decimal(index.low),
            high: decimal(index.high),
          })}
        </span>
      ) : (
        <span>{withheldWords(point.withheld)}</span>
      )}
      {rating ? <span>{t("Rating %(points)s", { points: ratingFigure(rating) })}</span> : null}
      {markers > 0 ? <span>{tn("%s marker", "%s markers", markers)}</span> : null}
    </div>
  );
}
