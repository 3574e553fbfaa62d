import type { ReportData } from "../api/types";
import { t } from "../i18n";

/** The limits of all the numbers above, in the same size as the numbers' words. */
export function CannotTell({ data }: { data: ReportData }) {
  return (
    <section class="card cannot">
      <h2>{t("What this cannot tell")}</h2>
      <p>
        {t(
          "Software labelled visible expressions; it does not know what was felt, or why. It errs more often on some expressions and on some faces than on others, and poor light makes it worse.",
        )}
      </p>
      <p>
        {t(
          "Read it beside what the client said and your own notes. It is no finding, and no ground for a decision about a person by itself.",
        )}
      </p>
      <p>
        {t(
          "It was tried on pictures found on the web, not on consultations, and nobody measured whether it errs more often on some people: on some ages, skins or origins, with glasses, beards or head coverings, or on faces that illness or medication stills.",
        )}
      </p>
      {unweighted(data) ? (
        <p>
          {t(
            "Fear and sadness count in full: how often the model %(model)s finds them is not known here.",
            { model: data.model_version },
          )}
        </p>
      ) : null}
      <p class="tiny">
        {data.model_version
          ? t("Model %(model)s, measures %(measures)s.", {
              model: data.model_version,
              measures: data.measures_version,
            })
          : null}{" "}
        {t("No picture was kept.")}
      </p>
    </section>
  );
}

/** Reports of before the threshold was kept say nothing of how they were weighted. */
function unweighted({ model_version: model, recall, threshold }: ReportData): boolean {
  return model !== "" && recall === null && threshold !== null;
}
