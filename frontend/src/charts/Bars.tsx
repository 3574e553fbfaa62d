import { EXPRESSIONS, expressionColour, expressionName } from "../expressions";
import { percent } from "../words/numbers";

interface BarsProps {
  /** Seven shares or probabilities in class order; null draws empty bars. */
  values: readonly number[] | null;
  /** What the numbers are, for screen readers. */
  caption: string;
}

/** Seven bars that never change places, so that the eye learns where to look. */
export function Bars({ values, caption }: BarsProps) {
  return (
    <table class="bars">
      <caption class="visually-hidden">{caption}</caption>
      <tbody>
        {EXPRESSIONS.map((label, index) => {
          const value = values?.[index];
          return (
            <tr key={label}>
              <th scope="row">{expressionName(label)}</th>
              <td class="track" aria-hidden="true">
                <i>
                  <u
                    style={{
                      width: `${(value ?? 0) * 100}%`,
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
