import "./views.css";

import type { ComponentChildren } from "preact";

import type { Access } from "../api/types";
import { t, tn } from "../i18n";
import { accessor, accessWords } from "../words/access";
import { clock, day } from "../words/times";

/** Views of one evening look alike: these many tell enough at first. */
const SHOWN = 6;

interface ViewsProps {
  views: Access[];
  /** Who it was and what they did, for whoever reads the list. */
  who?: (view: Access) => string;
  did?: (view: Access) => string;
  /** What stands below the earlier ones: the way to still older ones. */
  more?: ComponentChildren;
}

/** Looks of one day by the same person at the same thing: the latest, and how many they are. */
interface Looks {
  view: Access;
  times: number;
}

/** Who looked at somebody's data and when, the latest first; the earlier ones folded away. */
export function ViewsList({ views, who = accessor, did = accessWords, more }: ViewsProps) {
  const says = (view: Access) => [day(view.at), who(view), did(view)].join("\n");
  const looks = together(views, says);
  const list = (some: Looks[]) => (
    <ul class="views">
      {some.map(({ view, times }) => (
        <li key={view.id}>
          <span>
            <b>{who(view)}</b> {did(view)}
          </span>
          <time class="tiny" dateTime={view.at}>
            {day(view.at)}, {clock(view.at)}
            {times > 1 ? ` · ${tn("%s time", "%s times", times)}` : ""}
          </time>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {list(looks.slice(0, SHOWN))}
      {looks.length > SHOWN || more ? (
        <details class="views-earlier">
          <summary>{t("Earlier ones")}</summary>
          {list(looks.slice(SHOWN))}
          {more}
        </details>
      ) : null}
    </>
  );
}

/** Those that say the same are one, whatever came between them; the latest names the time. */
function together(views: Access[], says: (view: Access) => string): Looks[] {
  const found = new Map<string, Looks>();
  for (const view of views) {
    const said = says(view);
    const looks = found.get(said);
    if (looks) looks.times += 1;
    else found.set(said, { view, times: 1 });
  }
  return [...found.values()];
}
