import type { ModelEvaluation } from "../api/types";
import { expressionColour, expressionName } from "../expressions";
import { t } from "../i18n";
import { percent, whole } from "../words/numbers";

/** Each expression: how many of a hundred test pictures of it were found. */
export function ClassTable({ evaluation }: { evaluation: ModelEvaluation }) {
  return (
    <table class="plain-table classes">
      <thead>
        <tr>
          <th scope="col">{t("Expression")}</th>
          <th scope="col" class="number">
            {t("Found, as most people said")}
          </th>
          <th scope="col" class="number">
            {t("Found, by the data's labels")}
          </th>
          <th scope="col" class="number">
            {t("Test pictures")}
          </th>
        </tr>
      </thead>
      <tbody>
        {evaluation.classes.map((one) => (
          <tr key={one.name}>
            <th scope="row">
              <span class="dot" style={{ background: expressionColour(one.name) }} />
              {expressionName(one.name)}
            </th>
            <td class="number">{one.recall_votes === null ? "–" : percent(one.recall_votes)}</td>
            <td class="number">{percent(one.recall)}</td>
            <td class="number">{whole(one.pictures)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
