/** What colours look like to different eyes, in numbers. All colours are "#rrggbb". */

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/**
 * How eyes that lack one kind of cone see linear sRGB: Machado, Oliveira and Fernandes 2009, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1.0.
 */
const VISION = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, Matrix>;

export type Vision = keyof typeof VISION;
export const VISIONS = Object.keys(VISION) as Vision[];

/** The colour that an eye without one kind of cone takes another for. */
export function seenBy(vision: Vision, colour: string): string {
  return written(times(VISION[vision], linear(colour)));
}

/** Contrast of two colours, 1 to 21: WCAG 2.2, "contrast ratio". */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * How different two colours look: their distance in OKLab (Ottosson 2020), times 100. About 2 is
 * the least that is noticed side by side.
 */
export function difference(one: string, other: string): number {
  const [a, b] = [oklab(linear(one)), oklab(linear(other))];
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The two of some colours that are most alike, and by how much they differ. */
export function closest(colours: Record<string, string>): { pair: string[]; difference: number } {
  const all = Object.entries(colours);
  let found = { pair: [] as string[], difference: Infinity };
  all.forEach(([name, colour], at) => {
    for (const [other, second] of all.slice(at + 1)) {
      const apart = difference(colour, second);
      if (apart < found.difference) found = { pair: [name, other], difference: apart };
    }
  });
  return found;
}

function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(colour: string): Triple {
  const number = Number.parseInt(colour.slice(1), 16);
  return over([number >> 16, (number >> 8) & 255, number & 255], (byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

function written(colour: Triple): string {
  const bytes = over(colour, (value) => {
    const shown = Math.min(1, Math.max(0, value));
    return Math.round(
      255 * (shown <= 0.0031308 ? 12.92 * shown : 1.055 * shown ** (1 / 2.4) - 0.055),
    );
  });
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function oklab(colour: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    over(cones, Math.cbrt),
  );
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  return over(matrix, ([a, b, c]) => a * x + b * y + c * z);
}

function over<T>([a, b, c]: readonly [T, T, T], change: (value: T) => number): Triple {
  return [change(a), change(b), change(c)];
}
