import { Icon } from "../design/Icon";
import { t, tn } from "../i18n";
import type { Summary } from "../wire";
import { percent } from "../words/numbers";

const LEAST_COVERAGE = 0.5;
const LEAST_READINGS = 20;

/** Why the numbers should not be trusted yet, in words, or null when they may be read. */
export function insufficient(summary: Summary | undefined): string | null {
  if (!summary) return null;
  if (summary.readings < LEAST_READINGS) {
    return tn("Only %s reading so far.", "Only %s readings so far.", summary.readings);
  }
  if (summary.coverage < LEAST_COVERAGE) {
    return t("The face was readable for only %(share)s of the time.", {
      share: percent(summary.coverage),
    });
  }
  return null;
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
