import { useEffect, useState } from "preact/hooks";
import { Link } from "wouter-preact";

import { readModels } from "../api/reports";
import type { ModelCard, ReportData } from "../api/types";
import { t } from "../i18n";
import { ClassTable } from "../model/ClassTable";
import { calibrationWords } from "../model/words";

/** How often the model behind this report errs, expression by expression. */
export function ModelExcerpt({ data }: { data: ReportData }) {
  const [cards, setCards] = useState<ModelCard[] | null>(null);
  useEffect(() => {
    readModels().then(setCards, () => undefined);
  }, []);
  if (!cards || !data.model_version) return null;
  // Behind another detector than the usual one, "model-3+haar", it is the same model.
  const [own] = data.model_version.split("+");
  const card = cards.find(({ version }) => version === own);
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("How often the software errs")}</h2>
        <Link class="link" href="/model">
          {t("Model card")}
        </Link>
      </div>
      {card?.evaluation ? (
        <>
          <ClassTable evaluation={card.evaluation} />
          <p class="tiny bars-note">{calibrationWords(card.evaluation)}</p>
        </>
      ) : (
        <p class="quiet">
          {t("The readings are of the model %(model)s, whose figures are not held here.", {
            model: data.model_version,
          })}
        </p>
      )}
    </section>
  );
}
