import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { expressionName } from "../expressions";
import { t } from "../i18n";
import { gapName } from "../words/gaps";
import { clock, clockSeconds } from "../words/times";
import { onSchemeChange, readColours } from "./colours";
import { type Gap, type GapKind, holds, inBlocks, type Segment, stepFrom } from "./curve";
import { drawGap } from "./gapLook";
import { GUTTER, RIGHT } from "./plot";

interface StripProps {
  segments: Segment[];
  /** When nothing was read, and why. */
  gaps?: Gap[];
  range: [number, number];
  /** The part of it that the chart above shows, where that is not all. */
  shown?: [number, number] | null;
  /** Stand below an axis, in line with its plot. */
  below?: boolean;
  /** Say the times at both ends, where no axis above does. */
  ends?: boolean;
  /** A moment of it was pressed. */
  onPick?: (at: number) => void;
}

const NONE: Gap[] = [];
/** Before a gap's kind, so that no expression is taken for one. */
const GAP = "gap:";
const HEIGHT = 22;
/** The narrowest block an eye can tell from its neighbours, in px. */
const BLOCK = 4;

/** Which expression was apparent when: one coloured strip, to be read with pointer or arrow keys. */
export function Strip({
  segments,
  gaps = NONE,
  range,
  shown = null,
  below = true,
  ends = false,
  onPick,
}: StripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [looked, setLooked] = useState<number | null>(null);
  const pieces = useMemo(() => withGaps(segments, gaps), [segments, gaps]);
  usePainted(canvas, pieces, range);

  const place = (at: number) => `${((at - range[0]) / (range[1] - range[0])) * 100}%`;
  const under = (event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return range[0] + ((event.clientX - box.left) / box.width) * (range[1] - range[0]);
  };
  const blocks = () => inBlocks(pieces, range, blockCount(canvas.current));
  const found = looked === null ? null : (blocks().find((one) => holds(one, looked)) ?? null);
  const press = (event: KeyboardEvent) => {
    if (onPick && looked !== null && [" ", "Enter"].includes(event.key)) {
      event.preventDefault();
      onPick(looked);
      return;
    }
    const next = stepFrom(blocks(), looked, event.key);
    if (next === null) return;
    event.preventDefault();
    setLooked((next.from + next.to) / 2);
  };
  return (
    <div
      class="strip"
      style={below ? { marginLeft: `${GUTTER}px`, marginRight: `${RIGHT}px` } : {}}
    >
      <div
        class={`strip-band ${onPick ? "to-press" : ""}`}
        role="slider"
        tabIndex={0}
        aria-label={t("Strip of the apparent expressions over time.")}
        aria-valuemin={0}
        aria-valuemax={Math.round(range[1] - range[0])}
        aria-valuenow={Math.round((looked ?? range[0]) - range[0])}
        aria-valuetext={found ? segmentWords(found) : keyWords(onPick !== undefined)}
        onKeyDown={press}
        onBlur={() => setLooked(null)}
        onPointerMove={(event) => setLooked(under(event))}
        onPointerLeave={() => setLooked(null)}
        onClick={(event) => onPick?.(under(event))}
      >
        <canvas ref={canvas} />
        {shown ? (
          <span
            class="strip-shown"
            style={{
              left: place(Math.max(shown[0], range[0])),
              right: `calc(100% - ${place(Math.min(shown[1], range[1]))})`,
            }}
          />
        ) : null}
      </div>
      {ends ? (
        <p class="strip-ends tiny" aria-hidden="true">
          <time>{clock(range[0] * 1000)}</time>
          <span>{t("whole call")}</span>
          <time>{clock(range[1] * 1000)}</time>
        </p>
      ) : null}
      {found && looked !== null ? (
        <div
          class={`chart-tip above ${looked - range[0] > (range[1] - range[0]) / 3 ? "to-left" : "to-right"}`}
          style={{ left: place(looked) }}
        >
          <strong>{pieceName(found.label)}</strong>
          <span>{times(found)}</span>
        </div>
      ) : null}
    </div>
  );
}

/** Labels and gaps in one row; a gap's kind stands where a label would. */
function withGaps(segments: Segment[], gaps: Gap[]): Segment[] {
  if (gaps.length === 0) return segments;
  const missing = gaps.map(({ from, to, kind }) => ({ from, to, label: GAP + kind }));
  return [...segments, ...missing].sort((a, b) => a.from - b.from);
}

function gapOf(label: string): GapKind | null {
  return label.startsWith(GAP) ? (label.slice(GAP.length) as GapKind) : null;
}

function pieceName(label: string): string {
  const gap = gapOf(label);
  return gap ? gapName(gap) : expressionName(label);
}

/** Keep the canvas painted: at its size, in the colours of the theme, and with what is known now. */
function usePainted(
  canvas: { current: HTMLCanvasElement | null },
  segments: Segment[],
  range: [number, number],
): void {
  const now = useRef({ segments, range });
  now.current = { segments, range };
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = () => drawStrip(element, now.current.segments, now.current.range);
    const observer = new ResizeObserver(paint);
    observer.observe(element);
    const stop = onSchemeChange(paint);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [canvas]);
  const [from, to] = range;
  useEffect(() => {
    if (canvas.current) drawStrip(canvas.current, segments, [from, to]);
  }, [canvas, segments, from, to]);
}

function keyWords(leads: boolean): string {
  return leads ? t("Arrow keys read it, Enter goes there.") : t("Arrow keys read it.");
}

function blockCount(canvas: HTMLCanvasElement | null): number {
  return Math.max(1, Math.floor((canvas?.clientWidth ?? 0) / BLOCK));
}

function times({ from, to }: Segment): string {
  return `${clockSeconds(from * 1000)}–${clockSeconds(to * 1000)}`;
}

function segmentWords(segment: Segment): string {
  return `${pieceName(segment.label)}, ${times(segment)}`;
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
  for (const { from, to, label } of inBlocks(segments, range, blockCount(canvas))) {
    const left = Math.round((from - range[0]) * scale);
    const right = Math.round((to - range[0]) * scale);
    const gap = gapOf(label);
    if (gap) {
      const box = { left, top: 0, width: right - left, height: canvas.height };
      drawGap(context, box, gap, colours, ratio);
      continue;
    }
    context.fillStyle = colours.label(label);
    context.fillRect(left, 0, right - left, canvas.height);
  }
}
