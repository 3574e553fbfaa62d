import type { ReportParticipant } from "../api/types";
import { t } from "../i18n";
import { percent, signed, whole } from "../words/numbers";

/** What the index is made of, so that nobody has to believe it. */
export function IndexParts({ person }: { person: ReportParticipant }) {
  const { index, baseline } = person;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Behind the index")}</h2>
        <span class="tiny">{t("valence from −1 to +1")}</span>
      </div>
      {index ? null : (
        <p class="withheld">
          {t("The index is withheld: it would claim more than these readings can carry.")}{" "}
          {withheldWords(person)}
        </p>
      )}
      <dl class="pairs">
        {index ? (
          <>
            <Pair name={t("Mean over the time")} value={signed(index.mean)} />
            <Pair name={t("Most extreme 10 seconds")} value={signed(index.peak)} />
            <Pair name={t("The end (last 15%)")} value={signed(index.end)} />
            <Pair name={t("Independent readings")} value={whole(index.n_eff)} />
          </>
        ) : null}
        {baseline === null ? null : (
          <Pair name={t("Own baseline, first 90 seconds")} value={signed(baseline)} />
        )}
      </dl>
    </section>
  );
}

function withheldWords({ withheld, coverage }: ReportParticipant): string {
  return withheld === "coverage"
    ? t("The face was readable %(share)s of the time; at least half of it is needed.", {
        share: percent(coverage),
      })
    : t("At least 20 independent readings are needed.");
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
