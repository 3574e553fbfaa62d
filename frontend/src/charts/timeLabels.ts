import { clock, clockSeconds } from "../words/times";

/** Widths of "10:05" and "10:05:30", in px. */
const MINUTES_WIDTH = 34;
const SECONDS_WIDTH = 52;

/** The times below the ticks, `width` px being the plot's; none hangs over its end. */
export function timeLabels(
  ticks: readonly number[],
  step: number,
  [first, last]: [number, number],
  width: number,
): (string | null)[] {
  const [words, wide] = step >= 60 ? [clock, MINUTES_WIDTH] : [clockSeconds, SECONDS_WIDTH];
  const pixel = width / (last - first);
  return ticks.map((at) => ((last - at) * pixel < wide / 2 ? null : words(at * 1000)));
}
