import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { MadeUp } from "../design/MadeUp";
import { t } from "../i18n";
import { readDemo } from "./demo";

/** Says of figures over a demo's practice that nobody met; nothing in a practice of people. */
export function MonthsAmongThese() {
  const madeUp = useSignal(false);
  useEffect(() => {
    // Only a demo, or a developer's own, has them.
    if (!("gallery" in document.body.dataset)) return;
    void readDemo().then((demo) => (madeUp.value = demo?.made_up ?? false));
  }, [madeUp]);
  if (!madeUp.value) return null;
  return (
    <p class="quiet">
      <MadeUp consultation={{ made_up: true }} /> {t("The demo's months are among these figures.")}
    </p>
  );
}
