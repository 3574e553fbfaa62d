import type uPlot from "uplot";

import type { Colours } from "./colours";
import type { Turn } from "./curve";

/** Half the width of a triangle, in px. */
const SIDE = 5;

/** A triangle at the foot of the plot for each turning point, its tip to where the level went. */
export function drawTurns(u: uPlot, turns: Turn[], colours: Colours): void {
  const { ctx, bbox } = u;
  const size = SIDE * devicePixelRatio;
  ctx.save();
  ctx.fillStyle = colours.ink;
  ctx.strokeStyle = colours.card;
  ctx.lineWidth = 2 * devicePixelRatio;
  for (const { at, rises } of turns) {
    const x = u.valToPos(at, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const foot = bbox.top + bbox.height - 2 * devicePixelRatio;
    const [tip, base] = rises ? [foot - 1.6 * size, foot] : [foot, foot - 1.6 * size];
    ctx.beginPath();
    ctx.moveTo(x, tip);
    ctx.lineTo(x - size, base);
    ctx.lineTo(x + size, base);
    ctx.closePath();
    // The edge keeps it apart from a line that runs behind it.
    ctx.stroke();
    ctx.fill();
  }
  ctx.restore();
}
