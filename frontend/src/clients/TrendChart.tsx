import "../charts/charts.css";

import { useEffect, useRef, useState } from "preact/hooks";

import type { TrendPoint } from "../api/types";
import { t } from "../i18n";
import { shortDay } from "../words/times";
import { RatingTrack } from "./RatingTrack";
import {
  dated,
  dividers,
  FRAME,
  HEIGHT,
  heightOf,
  nearestTo,
  placed,
  type Placed,
  scalesOf,
  stepped,
  USUAL_WIDTH,
} from "./trend";
import { TrendTip } from "./TrendTip";

/**
 * Each consultation's index with its interval over time, and what the client said of it. A pointer
 * or the arrow keys choose one and read its values; the table beside it says the same.
 */
export function TrendChart({ points }: { points: TrendPoint[] }) {
  const place = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const width = useWidth(place);
  const marks = placed(points, width);
  const mark = chosen === null ? undefined : marks[chosen];
  return (
    <div
      ref={place}
      class="chart trend-place"
      role="group"
      tabIndex={0}
      aria-label={t("Change over consultations: the arrow keys go from one to the next")}
      onPointerMove={(event) => {
        const left = event.currentTarget.getBoundingClientRect().left;
        setChosen(nearestTo(marks, event.clientX - left));
      }}
      onPointerLeave={() => setChosen(null)}
      onBlur={() => setChosen(null)}
      onKeyDown={(event) => {
        const next = stepped(chosen, event.key, marks.length);
        if (next === undefined) return;
        event.preventDefault();
        setChosen(next);
      }}
    >
      <IndexChart marks={marks} width={width} chosen={mark} />
      {scalesOf(points).map((scale) => (
        <RatingTrack key={scale} scale={scale} marks={marks} width={width} />
      ))}
      {mark ? <TrendTip {...mark} /> : null}
    </div>
  );
}

interface IndexProps {
  marks: Placed[];
  width: number;
  chosen: Placed | undefined;
}

function IndexChart({ marks, width, chosen }: IndexProps) {
  const right = width - FRAME.end;
  return (
    <svg
      class="trend-chart"
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={t("Expression index of each consultation, 0 to 100, with intervals (95%)")}
    >
      {chosen ? (
        <line class="chosen" x1={chosen.x} x2={chosen.x} y1={FRAME.top} y2={FRAME.bottom} />
      ) : null}
      {[0, 50, 100].map((index) => (
        <g key={index} class="grid">
          <line x1={FRAME.left} x2={right} y1={heightOf(index)} y2={heightOf(index)} />
          <text x={FRAME.left - 8} y={heightOf(index) + 4} text-anchor="end">
            {index}
          </text>
        </g>
      ))}
      {dividers(marks).map((x) => (
        <line key={x} class="divider" x1={x} x2={x} y1={0} y2={FRAME.bottom + 10} />
      ))}
      {marks.map((mark) => (
        <Mark key={mark.point.consultation} {...mark} />
      ))}
      {dated(marks, width).map(({ point, x }) => (
        <g key={point.consultation} class="axis">
          <line x1={x} x2={x} y1={FRAME.bottom + 10} y2={FRAME.bottom + 16} />
          <text x={x} y={HEIGHT - 6} text-anchor={x > right - 24 ? "end" : "middle"}>
            {shortDay(point.at)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Words and marks keep their size, however wide the place is: one unit is one px. */
function useWidth(place: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(USUAL_WIDTH);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || USUAL_WIDTH));
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return width;
}

function Mark({ point, x }: Placed) {
  const foot = FRAME.bottom;
  return (
    <>
      {point.markers > 0 ? <path class="marked" d={`M${x - 4} ${foot + 8}l4 -7l4 7z`} /> : null}
      {point.index ? (
        <Interval {...point.index} x={x} other={!point.comparable} />
      ) : (
        <path class="withheld" d={`M${x - 4} ${foot - 4}l8 8m0 -8l-8 8`} />
      )}
    </>
  );
}

interface IntervalProps {
  value: number;
  low: number;
  high: number;
  x: number;
  other: boolean;
}

function Interval({ value, low, high, x, other }: IntervalProps) {
  return (
    <g class={other ? "measured other" : "measured"}>
      <path d={`M${x - 5} ${heightOf(low)}h10m-5 0V${heightOf(high)}m-5 0h10`} />
      <circle cx={x} cy={heightOf(value)} r={3} />
    </g>
  );
}
