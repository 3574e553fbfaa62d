/** How well a face in front of this camera could be seen, by the picture's mean brightness. */
export type Light = "dark" | "good" | "bright";

const DARK = 55;
const BRIGHT = 225;

/** `pixels` as RGBA bytes, as getImageData gives them. */
export function judgeLight(pixels: Uint8ClampedArray): Light {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    sum += 0.299 * byte(pixels, at) + 0.587 * byte(pixels, at + 1) + 0.114 * byte(pixels, at + 2);
  }
  const mean = sum / (pixels.length / 4 || 1);
  if (mean < DARK) return "dark";
  return mean > BRIGHT ? "bright" : "good";
}

function byte(pixels: Uint8ClampedArray, at: number): number {
  return pixels[at] ?? 0;
}

/** Judge the middle of a playing video, where the face is; null while there is no picture. */
export function lightOf(video: HTMLVideoElement): Light | null {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = document.createElement("canvas");
  canvas.width = 32;
  canvas.height = 32;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context || !width) return null;
  context.drawImage(video, width * 0.25, height * 0.1, width * 0.5, height * 0.8, 0, 0, 32, 32);
  return judgeLight(context.getImageData(0, 0, 32, 32).data);
}
