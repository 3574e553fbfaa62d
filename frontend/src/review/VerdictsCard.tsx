import "./review.css";

import { useEffect, useMemo } from "preact/hooks";

import { me } from "../api/session";
import { t } from "../i18n";
import { ReviewedConsultation } from "./reviewed";
import { loadTeam } from "./team";
import { VerdictForm } from "./VerdictForm";
import { VerdictList } from "./VerdictList";
import { reasonWords } from "./words";

/**
 * On the report's page: the administrator judges, the counsellor reads what is said of their work.
 * For a counsellor of whose consultation nothing was said it stays away.
 */
export function VerdictsCard({ id }: { id: string }) {
  const reviewed = useMemo(() => new ReviewedConsultation(id), [id]);
  const administrator = me.value?.role === "administrator";
  useEffect(() => {
    void reviewed.load();
    if (administrator) loadTeam();
  }, [reviewed, administrator]);
  const found = reviewed.found.value;
  if (!found || (!found.may_judge && found.verdicts.length === 0)) return null;
  const { entry, verdicts } = found;
  return (
    <section class="card verdicts-card no-print" aria-labelledby="verdicts-title">
      <div class="card-head">
        <h2 id="verdicts-title">{t("Review by the administration")}</h2>
      </div>
      {found.may_judge && entry.reasons.length > 0 ? (
        <ul class="reasons" aria-label={t("Why it is worth a look")}>
          {entry.reasons.map((reason) => (
            <li key={`${reason.rule}${reason.value ?? ""}`}>{reasonWords(reason)}</li>
          ))}
        </ul>
      ) : null}
      {found.may_judge ? (
        <VerdictForm
          entry={entry}
          onGive={async (wish) => {
            await reviewed.give(wish);
          }}
        />
      ) : null}
      <VerdictList verdicts={verdicts} />
    </section>
  );
}
