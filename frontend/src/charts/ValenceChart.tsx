import "uplot/dist/uPlot.min.css";

import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";

import { expressionName } from "../expressions";
import { t } from "../i18n";
import { gapName } from "../words/gaps";
import { signed } from "../words/numbers";
import { clockSeconds } from "../words/times";
import { onSchemeChange, readColours } from "./colours";
import { type Curve, type Gap, type Mark, type Turn, valenceRange } from "./curve";
import { GUTTER, markAt, plotData, type Surroundings, valencePlot } from "./plot";

interface ValenceChartProps {
  curve: Curve;
  gaps: Gap[];
  marks: Mark[];
  /** Lasting changes, where they are known. */
  turns?: Turn[];
  /** First and last time shown, Unix seconds. */
  range: [number, number];
  height?: number;
  /** The moment that is looked at, Unix seconds. */
  chosen?: number | null;
  /** A mark was pressed. */
  onMark?: (mark: Mark) => void;
}

interface Hover {
  index: number;
  left: number;
}

const NONE: Turn[] = [];

/** Valence over time: the line, its interval where known, the gaps and the marks. */
export function ValenceChart(props: ValenceChartProps) {
  const { curve, gaps, marks, turns = NONE, range, height = 210, chosen = null, onMark } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const around: Surroundings = { gaps, marks, turns, range, chosen, valence: valenceRange(curve) };
  const now = useRef({ around, curve });
  now.current = { around, curve };

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const create = () => {
      plot.current?.destroy();
      plot.current = valencePlot(
        element,
        { width: element.clientWidth, height },
        now.current.curve,
        () => now.current.around,
        readColours(),
        (index, left) => setHover(index === null || left < 0 ? null : { index, left }),
      );
    };
    create();
    const observer = new ResizeObserver(() =>
      plot.current?.setSize({ width: element.clientWidth, height }),
    );
    observer.observe(element);
    const stop = onSchemeChange(create);
    return () => {
      stop();
      observer.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [height]);

  useEffect(
    () => plot.current?.setData(plotData(curve)),
    [curve, gaps, marks, turns, range, chosen],
  );

  const press = (event: MouseEvent) => {
    const drawn = plot.current;
    if (!drawn || !onMark) return;
    const mark = markAt(drawn, marks, event.clientX - drawn.over.getBoundingClientRect().left);
    if (mark) onMark(mark);
  };
  return (
    <div
      class="chart"
      role="img"
      onClick={press}
      aria-label={t("Line of valence over time, from −1, lower, to +1, higher.")}
    >
      <div ref={place} style={{ height: `${height}px` }} />
      {hover ? <HoverValues curve={curve} gaps={gaps} hover={hover} /> : null}
    </div>
  );
}

function HoverValues({ curve, gaps, hover }: { curve: Curve; gaps: Gap[]; hover: Hover }) {
  const at = curve.t[hover.index];
  if (at === undefined) return null;
  const value = curve.valence[hover.index];
  const low = curve.low?.[hover.index];
  const high = curve.high?.[hover.index];
  const label = curve.label[hover.index];
  const known = typeof value === "number";
  const gap = gaps.find(({ from, to }) => from <= at && at <= to);
  const missing = gapName(gap?.kind ?? "unknown");
  const side = hover.left > 160 ? "to-left" : "to-right";
  return (
    <div class={`chart-tip ${side}`} style={{ left: `${hover.left + GUTTER}px` }}>
      <strong>{clockSeconds(at * 1000)}</strong>
      <span>{known ? t("Valence %(value)s", { value: signed(value) }) : missing}</span>
      {typeof low === "number" && typeof high === "number" ? (
        <span>{t("%(low)s to %(high)s", { low: signed(low), high: signed(high) })}</span>
      ) : null}
      {known && label ? <span>{expressionName(label)}</span> : null}
    </div>
  );
}
