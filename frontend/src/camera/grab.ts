import { HEADER_BYTES, MAX_MESSAGE_BYTES } from "../wire";
import type { Cut } from "./region";

const LARGEST_JPEG = MAX_MESSAGE_BYTES - HEADER_BYTES;
const LOWEST_QUALITY = 0.3;

/** Encodes the canvas once; a seam for tests. */
export type Encode = (quality: number) => Jpeg;
export type Jpeg = Uint8Array<ArrayBuffer>;

/** Takes small JPEG pictures from a playing video. */
export class Grabber {
  private readonly canvas = document.createElement("canvas");

  /**
   * One JPEG of a cut of the picture, or of all of it, `width` px wide; null while there is no
   * picture.
   */
  grab(
    video: HTMLVideoElement,
    width: number,
    quality: number,
    cut: Cut | null = null,
  ): Jpeg | null {
    const { videoWidth, videoHeight, readyState } = video;
    if (!videoWidth || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    const context = cut
      ? this.canvasOf(cut.sent, cut.sent)
      : this.canvasOf(width, Math.round((width * videoHeight) / videoWidth));
    const { left, top, side } = cut ?? { left: 0, top: 0, side: null };
    context?.drawImage(
      video,
      left,
      top,
      side ?? videoWidth,
      side ?? videoHeight,
      0,
      0,
      this.canvas.width,
      this.canvas.height,
    );
    return context && smallEnough((q) => toJpeg(this.canvas, q), quality);
  }

  private canvasOf(width: number, height: number): CanvasRenderingContext2D | null {
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    return this.canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  }
}

/**
 * Encodes at once, about 7 ms for 320 x 240. toBlob and convertToBlob wait for an idle moment of
 * the page: up to a second where it is busy, and a call's page is.
 */
function toJpeg(canvas: HTMLCanvasElement, quality: number): Jpeg {
  const base64 = canvas.toDataURL("image/jpeg", quality).split(",")[1] ?? "";
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Lower the quality until the picture fits into one message; null if it never does. */
export function smallEnough(encode: Encode, quality: number): Jpeg | null {
  for (let tried = quality; tried >= LOWEST_QUALITY - 1e-9; tried -= 0.2) {
    const jpeg = encode(tried);
    if (jpeg.length <= LARGEST_JPEG) return jpeg;
  }
  return null;
}
