import { t } from "../i18n";

/** A button in the page's bar did nothing: say so below it, over whatever the page shows. */
export function BarProblem() {
  return (
    <p class="bar-problem tiny problem" role="alert">
      {t("That did not work. Check your connection and try again.")}
    </p>
  );
}
