import type { Points } from "../api/types";
import { t } from "../i18n";
import { CAPTION, FRAME, type Placed, ratingHeight, TRACK } from "./trend";

interface TrackProps {
  scale: Points["scale"];
  marks: Placed[];
  width: number;
}

/** From this sum of the four scales down a talk is worth while. */
const LIMIT = 36;

/** What the client said, below the index and at the same times, each scale on its own. */
export function RatingTrack({ scale, marks, width }: TrackProps) {
  const [caption, ends] =
    scale === "csat"
      ? [t("Satisfaction, 1 to 5"), [1, 5]]
      : [t("Four scales, sum 0 to 40"), [0, 40]];
  return (
    <svg
      class="trend-chart"
      height={TRACK}
      viewBox={`0 0 ${width} ${TRACK}`}
      role="img"
      aria-label={
        scale === "csat"
          ? t("The client's rating of each consultation, 1 to 5")
          : t("The client's sum of the four scales for each consultation, 0 to 40")
      }
    >
      <text class="caption" x={0} y={CAPTION - 8} aria-hidden="true">
        {caption}
      </text>
      {ends.map((points) => (
        <g key={points} class="grid">
          <Rule y={ratingHeight(points, scale)} width={width} />
          <text x={FRAME.left - 8} y={ratingHeight(points, scale) + 4} text-anchor="end">
            {points}
          </text>
        </g>
      ))}
      {scale === "srs" ? (
        <g class="limit">
          <Rule y={ratingHeight(LIMIT, scale)} width={width} />
        </g>
      ) : null}
      {marks.map(({ point: { consultation, rating }, x }) =>
        rating?.scale === scale ? (
          <rect
            key={consultation}
            class={rating.low ? "rated low" : "rated"}
            x={x - 3.5}
            y={ratingHeight(rating.value, scale) - 3.5}
            width={7}
            height={7}
          />
        ) : null,
      )}
    </svg>
  );
}

function Rule({ y, width }: { y: number; width: number }) {
  return <line x1={FRAME.left} x2={width - FRAME.end} y1={y} y2={y} />;
}
