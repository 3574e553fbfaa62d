import { useEffect, useRef, useState } from "preact/hooks";

import { expressionName } from "../expressions";
import { t } from "../i18n";
import { clockSeconds } from "../words/times";
import { onSchemeChange, readColours } from "./colours";
import { inBlocks, type Segment } from "./curve";
import { GUTTER, RIGHT } from "./plot";

interface StripProps {
  segments: Segment[];
  range: [number, number];
}

const HEIGHT = 22;
/** The narrowest block an eye can tell from its neighbours, in px. */
const BLOCK = 4;

/** Which expression was apparent when: one coloured strip in line with the chart above. */
export function Strip({ segments, range }: StripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [tip, setTip] = useState<{ left: number; segment: Segment } | null>(null);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = () => drawStrip(element, segments, range);
    paint();
    const observer = new ResizeObserver(paint);
    observer.observe(element);
    const stop = onSchemeChange(paint);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [segments, range]);

  const find = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const left = event.clientX - box.left;
    const at = range[0] + (left / box.width) * (range[1] - range[0]);
    const shown = inBlocks(segments, range, Math.max(1, Math.floor(box.width / BLOCK)));
    const segment = shown.find(({ from, to }) => from <= at && at < to);
    setTip(segment ? { left, segment } : null);
  };
  return (
    <div class="strip" style={{ marginLeft: `${GUTTER}px`, marginRight: `${RIGHT}px` }}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={t("Strip of the apparent expressions over time.")}
        onPointerMove={find}
        onPointerLeave={() => setTip(null)}
      />
      {tip ? (
        <div
          class={`chart-tip above ${tip.left > 160 ? "to-left" : "to-right"}`}
          style={{ left: `${tip.left}px` }}
        >
          <strong>{expressionName(tip.segment.label)}</strong>
          <span>
            {clockSeconds(tip.segment.from * 1000)}–{clockSeconds(tip.segment.to * 1000)}
          </span>
        </div>
      ) : null}
    </div>
  );
}

function drawStrip(canvas: HTMLCanvasElement, segments: Segment[], range: [number, number]): void {
  const width = canvas.clientWidth;
  const context = canvas.getContext("2d");
  if (!context || !width) return;
  const ratio = devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(HEIGHT * ratio);
  const colours = readColours();
  const scale = canvas.width / (range[1] - range[0]);
  const blocks = inBlocks(segments, range, Math.max(1, Math.floor(width / BLOCK)));
  for (const { from, to, label } of blocks) {
    const left = Math.round((from - range[0]) * scale);
    const right = Math.round((to - range[0]) * scale);
    context.fillStyle = colours.label(label);
    context.fillRect(left, 0, right - left, canvas.height);
  }
}
