import { useEffect, useRef, useState } from "preact/hooks";

import type { TrendPoint } from "../api/types";
import { t } from "../i18n";
import { day } from "../words/times";
import { FRAME, HEIGHT, heightOf, placed, type Placed, USUAL_WIDTH } from "./trend";

/** Each consultation's index with its interval, over time. The table beside it says the same. */
export function TrendChart({ points }: { points: TrendPoint[] }) {
  const picture = useRef<SVGSVGElement>(null);
  const width = useWidth(picture);
  const right = width - FRAME.end;
  const marks = placed(points, width);
  const first = points[0];
  const last = points.at(-1);
  return (
    <svg
      ref={picture}
      class="trend-chart"
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t("Expression index of each consultation, 0 to 100, with intervals (95%)")}
    >
      {[0, 50, 100].map((index) => (
        <g key={index} class="grid">
          <line x1={FRAME.left} x2={right} y1={heightOf(index)} y2={heightOf(index)} />
          <text x={FRAME.left - 8} y={heightOf(index) + 4} text-anchor="end">
            {index}
          </text>
        </g>
      ))}
      {marks.map((mark) => (
        <Mark key={mark.point.consultation} {...mark} />
      ))}
      {first ? (
        <text class="axis" x={FRAME.left} y={HEIGHT - 6}>
          {day(first.at)}
        </text>
      ) : null}
      {last && last !== first ? (
        <text class="axis" x={right} y={HEIGHT - 6} text-anchor="end">
          {day(last.at)}
        </text>
      ) : null}
    </svg>
  );
}

/** Words and marks keep their size, however wide the place is: one unit is one px. */
function useWidth(picture: { current: SVGSVGElement | null }): number {
  const [width, setWidth] = useState(USUAL_WIDTH);
  useEffect(() => {
    const element = picture.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || USUAL_WIDTH));
    observer.observe(element);
    return () => observer.disconnect();
  }, [picture]);
  return width;
}

function Mark({ point, x }: Placed) {
  if (!point.index) {
    const y = FRAME.bottom;
    return <path class="withheld" d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} />;
  }
  const { value, low, high } = point.index;
  return (
    <g class={point.comparable ? "measured" : "measured other"}>
      <path d={`M${x - 5} ${heightOf(low)}h10m-5 0V${heightOf(high)}m-5 0h10`} />
      <circle cx={x} cy={heightOf(value)} r={3} />
    </g>
  );
}
