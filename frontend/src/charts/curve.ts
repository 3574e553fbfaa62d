/** What the charts draw, whoever computed it. Times are Unix seconds, valence is −1..1. */
export interface Curve {
  t: number[];
  valence: (number | null)[];
  label: (string | null)[];
  low?: (number | null)[];
  high?: (number | null)[];
}

export interface Gap {
  from: number;
  to: number;
  /** The camera sent pictures, but no face could be read. Otherwise nothing came at all. */
  sawCamera: boolean;
}

export interface Segment {
  from: number;
  to: number;
  label: string;
}

export interface Mark {
  at: number;
  text: string;
}

/** ±0.5 shows everyday values well; a stronger curve gets the whole scale. */
export function valenceRange(curve: Curve): [number, number] {
  const strong = (value: number | null | undefined) => Math.abs(value ?? 0) > 0.48;
  const wide = curve.valence.some(strong) || curve.low?.some(strong) || curve.high?.some(strong);
  return wide ? [-1, 1] : [-0.5, 0.5];
}
