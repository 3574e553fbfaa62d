import type { Participation } from "../api/types";
import { t } from "../i18n";
import { clockSeconds } from "../words/times";

/** When the analysis was paused, and by whom: the times without labels that somebody wished. */
export function OwnPauses({ part }: { part: Participation }) {
  return (
    <ul>
      {part.pauses.map(({ by, since, until }) => (
        <li key={`${by} ${since}`}>
          {by === "client" ? t("By you") : t("By %(name)s", { name: part.counsellor.name })}
          <span class="tiny">
            {until === null
              ? t("%(from)s to the end", { from: clockSeconds(since) })
              : t("%(from)s to %(to)s", { from: clockSeconds(since), to: clockSeconds(until) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
