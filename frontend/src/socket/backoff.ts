/**
 * How long to wait before try number `tries` (from 0): 0.5 s doubling to 10 s, with a jitter of
 * half, so that a restarted server is not met by everybody at once.
 */
export function backoff(tries: number, random: () => number = Math.random): number {
  const longest = Math.min(10_000, 500 * 2 ** tries);
  return longest / 2 + (longest / 2) * random();
}
