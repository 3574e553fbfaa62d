import { signal } from "@preact/signals";

/** The time in Unix ms, once a second, for everything in the room that grows older. */
export const now = signal(Date.now());

/** Keep `now` going while a room is open. Returns the way to stop it. */
export function keepTime(): () => void {
  now.value = Date.now();
  const timer = setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 1000);
  return () => clearInterval(timer);
}
