import type { Verdict } from "../api/types";
import { t } from "../i18n";
import { clock, day } from "../words/times";
import { actName } from "./words";

/** What was said about a consultation, the latest first. */
export function VerdictList({ verdicts }: { verdicts: readonly Verdict[] }) {
  if (verdicts.length === 0) return <p class="quiet">{t("Nobody has judged it yet.")}</p>;
  return (
    <ol class="verdicts">
      {verdicts.map((verdict) => (
        <li key={verdict.id}>
          <strong>{actWords(verdict)}</strong>
          {verdict.comment ? <p>{verdict.comment}</p> : null}
          <span class="tiny">
            {t("%(name)s · %(day)s at %(time)s", {
              name: verdict.author || t("somebody who is gone"),
              day: day(verdict.at),
              time: clock(verdict.at),
            })}
          </span>
        </li>
      ))}
    </ol>
  );
}

function actWords({ act, assignee }: Verdict): string {
  if (act !== "assigned") return actName(act);
  return assignee ? t("Assigned to %(name)s", { name: assignee }) : t("Assigned to nobody");
}
