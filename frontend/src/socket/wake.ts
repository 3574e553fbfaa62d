/** The server waits 20 s between its questions and 20 s for an answer: then it has given up. */
const GIVEN_UP = 40_000;
/** Browsers let a hidden page's timers run once a minute only. */
const HIDDEN = 75_000;
const LOOK_EVERY = 5_000;

/**
 * Calls back when this page was asleep (a closed laptop, a frozen tab) for so long that its
 * connections are dead, although they look alive. Returns how to stop that.
 */
export function onWake(woken: () => void): () => void {
  let seen = Date.now();
  let hidden = document.hidden;
  const look = () => {
    const now = Date.now();
    const away = now - seen;
    const patience = hidden ? HIDDEN : GIVEN_UP;
    seen = now;
    hidden = document.hidden;
    if (away > patience) woken();
  };
  const timer = setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("resume", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
    document.removeEventListener("resume", look);
  };
}
