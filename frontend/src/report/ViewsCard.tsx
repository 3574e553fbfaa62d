import { useEffect, useState } from "preact/hooks";

import { readViews } from "../api/reports";
import type { Access } from "../api/types";
import { t } from "../i18n";
import { accessWords, accessor } from "../words/access";
import { clock, day } from "../words/times";

/** Views of one evening look alike: these many tell enough at first. */
const SHOWN = 6;

/** Who has looked at this report. The client may read the same. */
export function ViewsCard({ id }: { id: string }) {
  const [views, setViews] = useState<Access[] | null>(null);
  useEffect(() => {
    readViews(id).then(setViews, () => undefined);
  }, [id]);
  if (!views?.length) return null;
  return (
    <section class="card not-printed">
      <div class="card-head">
        <h2>{t("Who has looked at this")}</h2>
        <span class="tiny">{t("the client may read this list, too")}</span>
      </div>
      <ViewsList views={views.slice(0, SHOWN)} />
      {views.length > SHOWN ? (
        <details class="as-table">
          <summary>{t("Earlier ones")}</summary>
          <ViewsList views={views.slice(SHOWN)} />
        </details>
      ) : null}
    </section>
  );
}

export function ViewsList({ views }: { views: Access[] }) {
  return (
    <ul class="views">
      {views.map((view) => (
        <li key={view.at + view.act}>
          <span>
            <b>{accessor(view)}</b> {accessWords(view)}
          </span>
          <time class="tiny" dateTime={view.at}>
            {day(view.at)}, {clock(view.at)}
          </time>
        </li>
      ))}
    </ul>
  );
}
