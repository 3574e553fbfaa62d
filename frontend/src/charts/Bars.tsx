import { EXPRESSIONS, expressionColour, expressionName } from "../expressions";
import { percent } from "../words/numbers";

interface BarsProps {
  /** Shares or probabilities in the order of `labels`; null draws empty bars. */
  values: readonly number[] | null;
  /** By default the seven expressions. */
  labels?: readonly string[];
  /** What the numbers are, for screen readers. */
  caption: string;
  /** The label that stands out, if any. */
  most?: string | null;
}

/** Less than this rounds to nothing, and a sliver of colour would say otherwise. */
const LEAST_SHOWN = 0.005;

/** Bars that never change places, so that the eye learns where to look. */
export function Bars({ values, labels = EXPRESSIONS, caption, most = null }: BarsProps) {
  return (
    <table class="bars">
      <caption class="visually-hidden">{caption}</caption>
      <tbody>
        {labels.map((label, index) => {
          const value = values?.[index];
          return (
            <tr key={label} class={label === most ? "most" : ""}>
              <th scope="row">
                <span
                  class="dot"
                  style={{ background: expressionColour(label) }}
                  aria-hidden="true"
                />
                {expressionName(label)}
              </th>
              <td class="track" aria-hidden="true">
                <i>
                  <u
                    style={{
                      width: `${value !== undefined && value >= LEAST_SHOWN ? value * 100 : 0}%`,
                      background: expressionColour(label),
                    }}
                  />
                </i>
              </td>
              <td class="value">{value === undefined ? "–" : percent(value)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
