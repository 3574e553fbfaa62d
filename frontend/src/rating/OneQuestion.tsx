import { t } from "../i18n";
import { satisfactionWords } from "./words";

interface OneQuestionProps {
  chosen: number | null;
  error: string | undefined;
  onChoose: (csat: number) => void;
}

/** How satisfied: five choices in words, as radio buttons. */
export function OneQuestion({ chosen, error, onChoose }: OneQuestionProps) {
  return (
    <fieldset class="field" aria-describedby={error ? "csat-error" : undefined}>
      <legend>{t("How satisfied are you with this consultation?")}</legend>
      <div class="satisfaction">
        {[1, 2, 3, 4, 5].map((csat) => (
          <label key={csat}>
            <input
              type="radio"
              name="csat"
              value={csat}
              checked={chosen === csat}
              onChange={() => onChoose(csat)}
            />
            <span class="mark" aria-hidden="true">
              {csat}
            </span>
            {satisfactionWords(csat)}
          </label>
        ))}
      </div>
      {error ? (
        <span class="error" id="csat-error" role="alert">
          {error}
        </span>
      ) : null}
    </fieldset>
  );
}
