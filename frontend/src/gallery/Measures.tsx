import { t } from "../i18n";
import { Section } from "./Section";

const SPACES = ["s1", "s2", "s3", "s4", "s5", "s6", "s7"];
const SIZES = ["display", "title", "text-large", "text", "text-tiny"];

/** Space and type: the only distances and sizes that there are. */
export function Measures() {
  return (
    <Section title={t("Space and type")}>
      <ul class="spaces">
        {SPACES.map((name) => (
          <li key={name}>
            <span style={{ width: `var(--${name})` }} />
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <ul class="sizes">
        {SIZES.map((name) => (
          <li key={name} style={{ fontSize: `var(--${name})` }}>
            {t("Apparent expression")} <code>{name}</code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
