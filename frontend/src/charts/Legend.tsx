import { EXPRESSIONS, expressionColour, expressionName } from "../expressions";
import { t } from "../i18n";

/** Which colour is which expression. */
export function Legend() {
  return (
    <ul class="legend" aria-label={t("Colours of the strip")}>
      {[...EXPRESSIONS, "uncertain"].map((label) => (
        <li key={label}>
          <span class="dot" style={{ background: expressionColour(label) }} />
          {expressionName(label)}
        </li>
      ))}
    </ul>
  );
}
