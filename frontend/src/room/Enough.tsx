import { Icon } from "../design/Icon";
import { t } from "../i18n";
import type { Summary } from "../wire";
import { percent } from "../words/numbers";

/** Why the numbers should not be trusted yet, in words, or null when they may be read. */
export function insufficient(summary: Summary | undefined): string | null {
  switch (summary?.insufficient) {
    case "coverage":
      return t("The face was readable for only %(share)s of the time.", {
        share: percent(summary.coverage),
      });
    case "readings":
      // Those that follow each other closely are too alike to count for as many as they are.
      return t("At least 20 independent readings are needed.");
    default:
      return null;
  }
}

/** Beside every score: a word where it rests on too little. */
export function Enough({ summary }: { summary: Summary | undefined }) {
  const why = insufficient(summary);
  if (!why) return null;
  return (
    <span class="chip too-little" title={why}>
      <Icon name="info" size={14} />
      {t("Insufficient data")}
    </span>
  );
}
