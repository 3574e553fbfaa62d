/** Standard deviations either side of the mean that hold 95 % of a normal distribution. */
const Z95 = 1.96;

/** What the band needs of one smoothed value. */
export interface Spread {
  /** The smoothed square of the values. */
  square: number;
  /** Σw² of the filter's weights: 1 where it has seen one value only. */
  kish: number;
}

/**
 * The 95 % band of a smoothed line, −1..1, as `analyzer/timeline/lines.py` draws it: m ± 1.96 s
 * √(Σw² (1 + ρ₁)/(1 − ρ₁)), where at least one reading's worth of spread is kept. `values` are the
 * readings behind the line, `smoothed` and `spread` belong to each.
 */
export function bandOf(
  values: readonly number[],
  smoothed: readonly number[],
  spread: readonly Spread[],
): { low: number[]; high: number[] } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const whole = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const rho = autocorrelation(values, mean);
  const widths = smoothed.map((m, at) => {
    const { square = 0, kish = 1 } = spread[at] ?? {};
    const variance = kish === 1 ? whole : Math.max(square - m ** 2, 0);
    return Z95 * Math.sqrt(variance * Math.min((kish * (1 + rho)) / (1 - rho), 1));
  });
  return {
    low: smoothed.map((m, at) => Math.max(m - (widths[at] ?? 0), -1)),
    high: smoothed.map((m, at) => Math.min(m + (widths[at] ?? 0), 1)),
  };
}

/** The lag-1 autocorrelation, held to 0..0.99; 0 for values that do not vary. */
function autocorrelation(values: readonly number[], mean: number): number {
  let power = 0;
  let product = 0;
  values.forEach((value, at) => {
    const centred = value - mean;
    power += centred ** 2;
    product += at > 0 ? centred * ((values[at - 1] ?? 0) - mean) : 0;
  });
  if (values.length < 3 || power < 1e-12) return 0;
  return Math.min(Math.max(product / power, 0), 0.99);
}
