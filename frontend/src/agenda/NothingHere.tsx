import type { View } from "../api/types";
import { t } from "../i18n";

interface NothingProps {
  view: View;
  narrowed: boolean;
  onWiden: () => void;
}

/** An empty list says what would stand here, or how to see more again. */
export function NothingHere({ view, narrowed, onWiden }: NothingProps) {
  const [title, words] = narrowed
    ? [
        t("Nothing matches"),
        t("No consultation in this list has this name and lies within these days."),
      ]
    : wordsOf(view);
  return (
    <div class="card centred">
      <h2>{title}</h2>
      <p class="quiet">{words}</p>
      {narrowed ? (
        <button type="button" class="button" onClick={onWiden}>
          {t("Clear the filters")}
        </button>
      ) : null}
    </div>
  );
}

function wordsOf(view: View): [string, string] {
  switch (view) {
    case "upcoming":
      return [t("Nothing is planned."), ""];
    case "past":
      return [
        t("No past consultations yet"),
        t("Each one comes here when it ends, with its report. So do those that were cancelled."),
      ];
    case "unfinished":
      return [
        t("Nothing is left to do"),
        t("A consultation comes here while it has no report, or no note or marker with words."),
      ];
  }
}
