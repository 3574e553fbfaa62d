import type { ComponentType } from "preact";
import { lazy } from "preact/compat";

import { Trouble } from "./design/Trouble";
import { recall } from "./memory";

/** A page whose code comes when it is opened. Where it cannot come, words stand in its place. */
export function comingPage<Page extends ComponentType<never>>(
  load: () => Promise<{ default: Page }>,
): Page {
  return lazy(() => load().catch(() => ({ default: NotServed as unknown as Page }))) as Page;
}

const RELOADED = "consult.reloaded-for-code";
/** Code that does not come after a new load, either, is held back by something else. */
const ONCE_IN = 60_000;

/** The server is away, or it has a newer version by now: both are over with a new load. */
function NotServed() {
  const inVain = Date.now() - Number(recall("tab", RELOADED)) < ONCE_IN;
  return (
    <main id="main" class="page narrow">
      {inVain ? <Trouble /> : <Trouble onRetry={() => void reloadOnceServed()} />}
    </main>
  );
}

/** Not before: in place of a page that could not be loaded a browser shows its own words. */
export async function reloadOnceServed(reload = () => location.reload()): Promise<void> {
  try {
    const answer = await fetch("/i18n/catalog/", { cache: "no-store" });
    if (!answer.ok) return;
    // Where it cannot be kept, nothing is loaded anew: that would have no end.
    sessionStorage.setItem(RELOADED, String(Date.now()));
    reload();
  } catch {
    // Still away.
  }
}
