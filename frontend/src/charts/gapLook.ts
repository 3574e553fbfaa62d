import type { Colours } from "./colours";
import { type GapKind, isStop } from "./curve";

/** How gaps are told apart by eye; who had stopped the analysis is said in words. */
export type GapLook = "no_face" | "no_camera" | "stopped" | "unknown";

/** Between the lines of a hatched gap, in px. */
const HATCH = 8;

export function gapLook(kind: GapKind): GapLook {
  return isStop(kind) ? "stopped" : kind;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * A readable face was missing: shaded. The camera itself was: an empty, dashed frame. Nothing was to
 * be read: hatched. Sizes are of the canvas, with `ratio` of its pixels to a px.
 */
export function drawGap(
  ctx: CanvasRenderingContext2D,
  box: Box,
  kind: GapKind,
  colours: Colours,
  ratio: number,
): void {
  const look = gapLook(kind);
  if (look === "stopped") {
    hatch(ctx, box, colours, ratio);
    return;
  }
  if (look !== "no_camera") {
    ctx.fillStyle = transparent(colours.faint, look === "no_face" ? 0.2 : 0.1);
    ctx.fillRect(box.left, box.top, box.width, box.height);
    return;
  }
  ctx.strokeStyle = colours.faint;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.strokeRect(box.left, box.top + ratio, box.width, box.height - 2 * ratio);
  ctx.setLineDash([]);
}

function hatch(
  ctx: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  colours: Colours,
  ratio: number,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = transparent(colours.faint, 0.45);
  ctx.lineWidth = ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  // In step with the canvas, not with the gap: one that grows must not crawl.
  const step = HATCH * ratio;
  for (let x = Math.floor((left - height) / step) * step; x < left + width; x += step) {
    ctx.moveTo(x, top + height);
    ctx.lineTo(x + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

/** Write on a gap or beside it: an edge keeps the words apart from its lines. */
export function writeOver(
  ctx: CanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  { card, quiet }: Colours,
): void {
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineJoin = "round";
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.strokeStyle = card;
  ctx.strokeText(words, x, y);
  ctx.fillStyle = quiet;
  ctx.fillText(words, x, y);
  ctx.restore();
}

/** A #rrggbb token with an alpha: canvases of older browsers know no color-mix(). */
export function transparent(colour: string, share: number): string {
  const alpha = Math.round(share * 255);
  return colour + alpha.toString(16).padStart(2, "0");
}
