import { contrast } from "../design/colour";
import { TEXT_ON } from "../design/pairs";
import { t } from "../i18n";
import { decimal } from "../words/numbers";
import { Section } from "./Section";

/** Words on every ground on which they stand, with their contrast as it is now. */
export function Contrasts({ tokens }: { tokens: Record<string, string> }) {
  const pairs = Object.entries(TEXT_ON).flatMap(([text, grounds]) =>
    grounds.map((ground) => ({ text, ground })),
  );
  return (
    <Section
      title={t("Words and grounds")}
      about={t("Contrast by WCAG 2.2; words need 4.5, measured here as they are shown.")}
    >
      <ul class="contrasts">
        {pairs.map(({ text, ground }) => (
          <li
            key={`${text} ${ground}`}
            style={{ color: `var(--${text})`, background: `var(--${ground})` }}
          >
            <strong>
              {decimal(contrast(tokens[text] ?? "#000000", tokens[ground] ?? "#ffffff"))}
            </strong>
            <code>
              {text} / {ground}
            </code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
