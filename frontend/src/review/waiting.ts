import { signal } from "@preact/signals";

import { readQueueCount } from "../api/review";

/** How many entries of the queue wait for a look; counted up to `MOST`. */
export const waiting = signal(0);
export const MOST = 100;

/** Milliseconds for which a count serves: pages change more often than the queue. */
const FRESH = 20_000;
let counted = -Infinity;

/** Count again, unless that was done a moment ago. */
export function countWaiting(): void {
  if (performance.now() - counted >= FRESH) recountWaiting();
}

/** Count again: something was just resolved, opened or ruled otherwise. */
export function recountWaiting(): void {
  counted = performance.now();
  // Without it the bar leads to the queue all the same.
  readQueueCount().then(
    ({ open }) => (waiting.value = open),
    () => undefined,
  );
}
