import { Link } from "wouter-preact";

import { readModels } from "../api/reports";
import type { ModelCard, ReportData } from "../api/types";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { ClassTable } from "../model/ClassTable";
import { calibrationWords } from "../model/words";

/** How often the models behind this report err, expression by expression. */
export function ModelExcerpt({ data }: { data: ReportData }) {
  const { found: cards, error, reload } = useRead(readModels);
  // A software update may come between two readings.
  const versions = data.model_version.split(", ").filter(Boolean);
  if (versions.length === 0 || !(cards || error)) return null;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("How often the software errs")}</h2>
        <Link class="link" href="/model">
          {t("Model card")}
        </Link>
      </div>
      {cards ? (
        versions.map((version) => (
          <Excerpt key={version} version={version} cards={cards} named={versions.length > 1} />
        ))
      ) : (
        <p class="quiet" role="alert">
          {t("The model card could not be read.")}{" "}
          <button type="button" class="link-button" onClick={() => void reload()}>
            {t("Try again")}
          </button>
        </p>
      )}
    </section>
  );
}

interface ExcerptProps {
  version: string;
  cards: ModelCard[];
  /** More than one model made the readings, so each table says whose it is. */
  named: boolean;
}

function Excerpt({ version, cards, named }: ExcerptProps) {
  // Behind another detector than the usual one, "model-3+haar", it is the same model.
  const [own] = version.split("+");
  const evaluation = cards.find((card) => card.version === own)?.evaluation;
  if (!evaluation) {
    return (
      <p class="quiet">
        {t("The readings are of the model %(model)s, whose figures are not held here.", {
          model: version,
        })}
      </p>
    );
  }
  return (
    <>
      {named ? <h3>{t("Model %(model)s", { model: version })}</h3> : null}
      <ClassTable evaluation={evaluation} />
      <p class="tiny bars-note">{calibrationWords(evaluation)}</p>
    </>
  );
}
