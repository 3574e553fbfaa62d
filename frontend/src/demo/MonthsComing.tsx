import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { me } from "../api/session";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { readDemo } from "./demo";

type State = "coming" | "there" | "none";

/** The shell says whether the demo's made-up months are still being added. */
const state = signal<State>("monthsComing" in document.body.dataset ? "coming" : "none");
const ASKED_EVERY_MS = 2000;

/** On the demo's first start: that its pages are still empty, and when they are full. */
export function MonthsComing() {
  const waits = state.value === "coming" && Boolean(me.value);
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => void ask(), ASKED_EVERY_MS);
    return () => clearInterval(timer);
  }, [waits]);
  if (!me.value || state.value === "none") return null;
  return (
    <div class="months-coming no-print" role="status">
      <Notice>
        {state.value === "coming" ? (
          t("Three made-up months are being added to this demo. That takes some seconds.")
        ) : (
          <>
            {t("The demo's three made-up months are there.")}{" "}
            <button type="button" class="button small" onClick={() => location.reload()}>
              {t("Show them")}
            </button>
          </>
        )}
      </Notice>
    </div>
  );
}

async function ask(): Promise<void> {
  if ((await readDemo())?.coming === false) state.value = "there";
}
