import { HEADER_BYTES, MAX_MESSAGE_BYTES } from "../wire";

const LARGEST_JPEG = MAX_MESSAGE_BYTES - HEADER_BYTES;
const LOWEST_QUALITY = 0.3;

/** Encodes the canvas once; a seam for tests. */
export type Encode = (quality: number) => Promise<Blob | null>;

/** Takes small JPEG pictures from a playing video. */
export class Grabber {
  private readonly canvas = blankCanvas();

  /** One JPEG of the whole picture, `width` px wide, or null while there is no picture. */
  async grab(video: HTMLVideoElement, width: number, quality: number): Promise<Blob | null> {
    const { videoWidth, videoHeight, readyState } = video;
    if (!videoWidth || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    const height = Math.round((width * videoHeight) / videoWidth);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const context = this.canvas.getContext("2d", { alpha: false }) as CanvasDrawImage | null;
    context?.drawImage(video, 0, 0, width, height);
    return context && smallEnough((q) => toJpeg(this.canvas, q), quality);
  }
}

type AnyCanvas = HTMLCanvasElement | OffscreenCanvas;

/** An OffscreenCanvas encodes at full speed in a hidden tab too. */
function blankCanvas(): AnyCanvas {
  return typeof OffscreenCanvas === "undefined"
    ? document.createElement("canvas")
    : new OffscreenCanvas(1, 1);
}

function toJpeg(canvas: AnyCanvas, quality: number): Promise<Blob | null> {
  if (canvas instanceof HTMLCanvasElement) {
    return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
  }
  return canvas.convertToBlob({ type: "image/jpeg", quality });
}

/** Lower the quality until the picture fits into one message; null if it never does. */
export async function smallEnough(encode: Encode, quality: number): Promise<Blob | null> {
  for (let tried = quality; tried >= LOWEST_QUALITY - 1e-9; tried -= 0.2) {
    const jpeg = await encode(tried);
    if (!jpeg) return null;
    if (jpeg.size <= LARGEST_JPEG) return jpeg;
  }
  return null;
}
