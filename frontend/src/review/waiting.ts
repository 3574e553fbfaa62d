import { effect, signal } from "@preact/signals";

import { readQueueCount } from "../api/review";
import { me } from "../api/session";

/** How many entries of the queue wait for a look; counted up to `MOST`. */
export const waiting = signal(0);
export const MOST = 100;

/** Milliseconds for which a count serves: pages change more often than the queue. */
const FRESH = 20_000;
let counted = -Infinity;
let turn = 0;

effect(() => {
  if (me.value !== null) return;
  waiting.value = 0;
  counted = -Infinity;
  turn++;
});

/** Count again, unless that was done a moment ago. */
export function countWaiting(): void {
  if (performance.now() - counted >= FRESH) recountWaiting();
}

/** Count again: something was just resolved, opened or ruled otherwise. */
export function recountWaiting(): void {
  counted = performance.now();
  const asked = ++turn;
  readQueueCount().then(
    ({ open }) => {
      // A count from before what was just resolved, or from before somebody else signed in.
      if (asked === turn) waiting.value = open;
    },
    // Without it the bar leads to the queue all the same.
    () => undefined,
  );
}
