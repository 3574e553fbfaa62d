import uPlot from "uplot";

import { CANVAS_FONT, type Colours } from "../charts/colours";
import { transparent } from "../charts/gapLook";
import { GUTTER, RIGHT } from "../charts/plot";
import type { Satisfaction } from "../api/types";
import { type Line, lineValue, scaleOf, tickName, trendData } from "./trend";

/** Draw the trend; `hover` gets the number of the stretch under the pointer, or null. */
export function trendPlot(
  place: HTMLElement,
  size: { width: number; height: number },
  found: Satisfaction,
  line: Line,
  colours: Colours,
  hover: (index: number | null, left: number) => void,
): uPlot {
  const [low, high] = scaleOf(line);
  const options: uPlot.Options = {
    ...size,
    legend: { show: false },
    padding: [10, RIGHT, 0, 0],
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
    // A few days of room, or the first and the last point would stand on the edges.
    scales: {
      x: { time: true, range: (_, from, to) => [from - 4e5, to + 4e5] },
      y: { range: [low, high] },
    },
    axes: [
      {
        stroke: colours.quiet,
        font: CANVAS_FONT,
        size: 30,
        gap: 6,
        space: 70,
        grid: { show: false },
        ticks: { stroke: colours.line, width: 1, size: 5 },
        splits: (u) => shownTicks(u),
        values: (_, splits) => splits.map((at) => tickName(at, found.by)),
      },
      {
        stroke: colours.quiet,
        font: CANVAS_FONT,
        size: GUTTER,
        gap: 8,
        splits: () => [0, 0.25, 0.5, 0.75, 1].map((part) => low + part * (high - low)),
        values: (_, splits) => splits.map((value) => lineValue(value, line)),
        grid: { stroke: transparent(colours.line, 0.8), width: 1 },
        ticks: { show: false },
      },
    ],
    series: [
      {},
      {
        stroke: colours.accent,
        width: 2.2,
        spanGaps: false,
        points: { show: true, size: 7, fill: colours.accent },
      },
      { stroke: "transparent", points: { show: false } },
      { stroke: "transparent", points: { show: false } },
    ],
    bands: [{ series: [2, 3], fill: transparent(colours.accent, 0.14) }],
    cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
    hooks: { setCursor: [(u) => hover(u.cursor.idx ?? null, u.cursor.left ?? -1)] },
  };
  return new uPlot(options, trendData(found, line), place);
}

/** The stretches' own beginnings, as many as have room. */
function shownTicks(u: uPlot): number[] {
  const all = [...u.data[0]];
  const room = Math.max(1, Math.floor(u.bbox.width / devicePixelRatio / 70));
  const step = Math.max(1, Math.ceil(all.length / room));
  return all.filter((_, index) => index % step === 0);
}
