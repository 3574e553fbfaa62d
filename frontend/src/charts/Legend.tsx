import { EXPRESSIONS, expressionColour, expressionName } from "../expressions";
import { t } from "../i18n";
import { gapName } from "../words/gaps";
import type { Gap, GapKind } from "./curve";

const KINDS: GapKind[] = ["no_face", "no_camera", "unknown"];

const ALL = [...EXPRESSIONS, "uncertain"];

interface LegendProps {
  gaps: Gap[];
  /** The labels of the strip that is drawn: by default all, none without a strip. */
  labels?: readonly string[] | undefined;
  /** Turning points are drawn. */
  turns?: boolean;
}

/** Which colour is which expression, and which shade is which gap of those that are drawn. */
export function Legend({ gaps, labels = ALL, turns = false }: LegendProps) {
  const kinds = KINDS.filter((kind) => gaps.some((gap) => gap.kind === kind));
  return (
    <ul class="legend" aria-label={t("Colours of the chart")}>
      {labels.map((label) => (
        <li key={label}>
          <span class="dot" style={{ background: expressionColour(label) }} />
          {expressionName(label)}
        </li>
      ))}
      {kinds.map((kind) => (
        <li key={kind}>
          <span class={`swatch ${kind}`} />
          {gapName(kind)}
        </li>
      ))}
      {turns ? (
        <li>
          <svg class="turn-sign" viewBox="0 0 22 10" aria-hidden="true">
            <path d="M1 9 5.500 1 10 9zM12 1h9L16.500 9z" />
          </svg>
          {t("turning point: higher, lower valence")}
        </li>
      ) : null}
    </ul>
  );
}
