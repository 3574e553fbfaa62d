import "uplot/dist/uPlot.min.css";

import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";

import type { Satisfaction } from "../api/types";
import { onSchemeChange, readColours } from "../charts/colours";
import { GUTTER } from "../charts/plot";
import { t, tn } from "../i18n";
import { bandOf, type Line, lineName, lineValue, stretchName } from "./trend";
import { trendPlot } from "./trendPlot";

const HEIGHT = 220;

interface ChartProps {
  found: Satisfaction;
  line: Line;
}

/** What clients said by week or month, with its interval. The table beside it says the same. */
export function TrendChart({ found, line }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<{ index: number; left: number } | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let plot: uPlot | null = null;
    const draw = () => {
      plot?.destroy();
      plot = trendPlot(
        element,
        { width: element.clientWidth, height: HEIGHT },
        found,
        line,
        readColours(),
        (index, left) => setHover(index === null || left < 0 ? null : { index, left }),
      );
    };
    draw();
    const observer = new ResizeObserver(() =>
      plot?.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    observer.observe(element);
    const stop = onSchemeChange(draw);
    return () => {
      stop();
      observer.disconnect();
      plot?.destroy();
    };
  }, [found, line]);
  return (
    <div
      class="chart"
      role="img"
      aria-label={t("%(line)s over time, with its interval (95%)", { line: lineName(line) })}
    >
      <div ref={place} style={{ height: `${HEIGHT}px` }} />
      {hover ? <HoverValues found={found} line={line} {...hover} /> : null}
    </div>
  );
}

function HoverValues({ found, line, index, left }: ChartProps & { index: number; left: number }) {
  const stretch = found.trend[index];
  if (!stretch) return null;
  const band = bandOf(stretch, line);
  const side = left > 160 ? "to-left" : "to-right";
  return (
    <div class={`chart-tip ${side}`} style={{ left: `${left + GUTTER}px` }}>
      <strong>{stretchName(stretch.first, found.by)}</strong>
      {band ? (
        <>
          <span>{lineValue(band.value, line)}</span>
          <span>
            {t("%(low)s to %(high)s", {
              low: lineValue(band.low, line),
              high: lineValue(band.high, line),
            })}
          </span>
        </>
      ) : null}
      <span>{tn("%s answer", "%s answers", line === "score" ? stretch.csat : stretch.srs)}</span>
    </div>
  );
}
