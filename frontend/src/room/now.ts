import { signal } from "@preact/signals";

import { serverClock } from "../clock";

/** The server's time in Unix ms, once a second, for everything in the room that grows older. */
export const now = signal(serverClock.now());

/** Keep `now` going while a room is open. Returns the way to stop it. */
export function keepTime(): () => void {
  now.value = serverClock.now();
  const timer = setInterval(() => {
    if (!document.hidden) now.value = serverClock.now();
  }, 1000);
  return () => clearInterval(timer);
}
