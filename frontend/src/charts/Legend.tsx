import { EXPRESSIONS, expressionColour, expressionName } from "../expressions";
import { t } from "../i18n";
import { lookName } from "../words/gaps";
import type { Gap } from "./curve";
import { gapLook, type GapLook } from "./gapLook";

const LOOKS: GapLook[] = ["no_face", "no_camera", "stopped", "unknown"];

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
  const looks = LOOKS.filter((look) => gaps.some(({ kind }) => gapLook(kind) === look));
  return (
    <ul class="legend" aria-label={t("Colours of the chart")}>
      {labels.map((label) => (
        <li key={label}>
          <span class="dot" style={{ background: expressionColour(label) }} />
          {expressionName(label)}
        </li>
      ))}
      {looks.map((look) => (
        <li key={look}>
          <span class={`swatch ${look}`} />
          {lookName(look)}
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
