import "./views.css";

import type { Access } from "../api/types";
import { t } from "../i18n";
import { accessor, accessWords } from "../words/access";
import { clock, day } from "../words/times";

/** Views of one evening look alike: these many tell enough at first. */
const SHOWN = 6;

interface ViewsProps {
  views: Access[];
  /** Who it was and what they did, for whoever reads the list. */
  who?: (view: Access) => string;
  did?: (view: Access) => string;
}

/** Who looked at somebody's data and when, the latest first; the earlier ones folded away. */
export function ViewsList({ views, who = accessor, did = accessWords }: ViewsProps) {
  const list = (some: Access[]) => (
    <ul class="views">
      {some.map((view) => (
        <li key={view.at + view.act}>
          <span>
            <b>{who(view)}</b> {did(view)}
          </span>
          <time class="tiny" dateTime={view.at}>
            {day(view.at)}, {clock(view.at)}
          </time>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {list(views.slice(0, SHOWN))}
      {views.length > SHOWN ? (
        <details class="views-earlier">
          <summary>{t("Earlier ones")}</summary>
          {list(views.slice(SHOWN))}
        </details>
      ) : null}
    </>
  );
}
