import uPlot from "uplot";

import { t } from "../i18n";
import { gapName } from "../words/gaps";
import { signedShort } from "../words/numbers";
import { zoneInUse } from "../words/times";
import { ownZone } from "../words/zoned";
import { CANVAS_FONT, type Colours } from "./colours";
import type { Curve, Gap, Mark, Turn } from "./curve";
import { drawGap, transparent, writeOver } from "./gapLook";
import { timeLabels } from "./timeLabels";
import { drawTurns } from "./turns";

/** What lies around the curve; read at every drawing, so that it may change under the plot. */
export interface Surroundings {
  gaps: Gap[];
  marks: Mark[];
  turns: Turn[];
  range: [number, number];
  valence: [number, number];
  /** The moment that is looked at, or null. */
  chosen: number | null;
}

/** Left of every plot and strip, so that their times stand in line. */
export const GUTTER = 54;
export const RIGHT = 30;
/** Above the plot, for the words of the marks: the curve runs beneath them. */
const MARKER_ROOM = 20;
/** How near a press must be to a mark, in px. */
const REACH = 12;

export function plotData(curve: Curve): uPlot.AlignedData {
  const nothing = () => curve.t.map(() => null);
  const { t: at, valence, high, low, corrected } = curve;
  return [at, valence, high ?? nothing(), low ?? nothing(), corrected ?? nothing()];
}

/** Create the valence plot. `hover` gets the index under the pointer, or null. */
export function valencePlot(
  place: HTMLElement,
  size: { width: number; height: number },
  curve: Curve,
  around: () => Surroundings,
  colours: Colours,
  hover: (index: number | null, left: number) => void,
): uPlot {
  const band = transparent(colours.accent, 0.14);
  const options: uPlot.Options = {
    ...size,
    legend: { show: false },
    padding: [MARKER_ROOM, RIGHT, 0, 0],
    // Ticks at full hours of the reader's zone, which need not be the browser's.
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), zoneInUse() ?? ownZone()),
    scales: {
      x: { time: true, range: () => around().range },
      y: { range: () => around().valence },
    },
    axes: [timeAxis(colours), valenceAxis(colours)],
    series: [
      {},
      {
        stroke: colours.accent,
        width: 2.2,
        spanGaps: false,
        points: { show: false },
      },
      { stroke: "transparent", points: { show: false } },
      { stroke: "transparent", points: { show: false } },
      { stroke: colours.quiet, width: 1, dash: [5, 4], spanGaps: false, points: { show: false } },
    ],
    bands: [{ series: [2, 3], fill: band }],
    cursor: {
      drag: { x: false, y: false },
      y: false,
      points: { size: 9, fill: colours.accent, stroke: colours.card, width: 2 },
    },
    hooks: {
      drawClear: [(u) => drawGaps(u, around(), colours), (u) => drawChosen(u, around(), colours)],
      // Over the grid, under the curve.
      drawAxes: [(u) => drawMarks(u, around(), colours), (u) => drawEnds(u, around(), colours)],
      draw: [(u) => drawTurns(u, around().turns, colours)],
      setCursor: [(u) => hover(u.cursor.idx ?? null, u.cursor.left ?? -1)],
    },
  };
  return new uPlot(options, plotData(curve), place);
}

function timeAxis(colours: Colours): uPlot.Axis {
  return {
    stroke: colours.quiet,
    font: CANVAS_FONT,
    size: 30,
    gap: 6,
    space: 74,
    grid: { show: false },
    ticks: { stroke: colours.line, width: 1, size: 5 },
    values: (u, splits, _, __, step) => {
      const { min = 0, max = 1 } = u.scales.x ?? {};
      return timeLabels(splits, step, [min, max], u.width - GUTTER - RIGHT);
    },
  };
}

function valenceAxis(colours: Colours): uPlot.Axis {
  return {
    stroke: colours.quiet,
    font: CANVAS_FONT,
    size: GUTTER,
    gap: 8,
    splits: (u) => {
      const end = u.scales.y?.max ?? 1;
      return [-end, -end / 2, 0, end / 2, end];
    },
    values: (_, splits) => splits.map((value) => signedShort(value)),
    grid: { stroke: transparent(colours.line, 0.8), width: 1 },
    ticks: { show: false },
  };
}

function drawGaps(u: uPlot, { gaps }: Surroundings, colours: Colours): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  clip(u);
  ctx.font = scaledFont(11, ratio);
  for (const gap of gaps) {
    const left = u.valToPos(gap.from, "x", true);
    const width = Math.max(1, u.valToPos(gap.to, "x", true) - left);
    drawGap(ctx, { left, width, top: bbox.top, height: bbox.height }, gap.kind, colours, ratio);
    const words = gapName(gap.kind);
    if (ctx.measureText(words).width + 10 * ratio < width) {
      ctx.textAlign = "center";
      // A line above what down means.
      writeOver(ctx, words, left + width / 2, bbox.top + bbox.height - 22 * ratio, colours);
    }
  }
  // The dashed line that was drawn last leaves its dashes behind.
  ctx.setLineDash([]);
  const zero = u.valToPos(0, "y", true);
  ctx.strokeStyle = colours.faint;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  ctx.moveTo(bbox.left, zero);
  ctx.lineTo(bbox.left + bbox.width, zero);
  ctx.stroke();
  ctx.restore();
}

/** The moment that is looked at: a soft column, a few pixels wide at every scale. */
function drawChosen(u: uPlot, { chosen }: Surroundings, colours: Colours): void {
  if (chosen === null) return;
  const { ctx, bbox } = u;
  const middle = u.valToPos(chosen, "x", true);
  const half = 7 * devicePixelRatio;
  ctx.save();
  clip(u);
  ctx.fillStyle = transparent(colours.accent, 0.22);
  ctx.fillRect(middle - half, bbox.top, 2 * half, bbox.height);
  ctx.restore();
}

/** What up and down mean, at the right: markers and the first readings crowd the left. */
function drawEnds(u: uPlot, { turns }: Surroundings, colours: Colours): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = scaledFont(11.5, ratio);
  ctx.textAlign = "right";
  const [right, foot] = [bbox.left + bbox.width, bbox.top + bbox.height];
  writeOver(ctx, t("higher valence"), right, bbox.top - 6 * ratio, colours);
  const [lower, end] = [t("lower valence"), right - 8 * ratio];
  const start = end - ctx.measureText(lower).width - 8 * ratio;
  // A turning point's triangle stands at the foot.
  const taken = turns.some(({ at }) => u.valToPos(at, "x", true) > start);
  writeOver(ctx, lower, end, foot - (taken ? 20 : 8) * ratio, colours);
  ctx.restore();
}

function drawMarks(u: uPlot, { marks }: Surroundings, colours: Colours): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = scaledFont(11.5, ratio);
  ctx.textAlign = "left";
  ctx.fillStyle = colours.quiet;
  ctx.strokeStyle = colours.faint;
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  // What up means stands at the right end of the same line.
  const end = bbox.left + bbox.width - ctx.measureText(t("higher valence")).width - 10 * ratio;
  let free = -Infinity;
  for (const mark of marks) {
    const at = u.valToPos(mark.at, "x", true);
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(at, bbox.top - 12 * ratio);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    const words = short(mark.text);
    const width = ctx.measureText(words).width;
    const left = Math.min(at + 5 * ratio, end - width);
    // Two marks close together: the line of the second stands, its words are in the list.
    if (left > free && words) {
      ctx.fillText(words, left, bbox.top - 6 * ratio);
      free = left + width + 8 * ratio;
    }
  }
  ctx.restore();
}

/** The mark under a pointer at `left` px of the plot, or null. */
export function markAt(u: uPlot, marks: readonly Mark[], left: number): Mark | null {
  const near = marks
    .map((mark) => ({ mark, distance: Math.abs(u.valToPos(mark.at, "x") - left) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= REACH ? near.mark : null;
}

function clip({ ctx, bbox }: uPlot): void {
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
}

function short(text: string): string {
  return text.length > 18 ? `${text.slice(0, 17)}…` : text;
}

function scaledFont(size: number, ratio: number): string {
  return CANVAS_FONT.replace("12px", `${size * ratio}px`);
}
