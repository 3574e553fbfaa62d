import { closest, seenBy, type Vision, VISIONS } from "../design/colour";
import { EXPRESSIONS, expressionName } from "../expressions";
import { t } from "../i18n";
import { decimal } from "../words/numbers";
import { Section } from "./Section";

type Eye = Vision | "usual";

/** The seven expressions as different eyes see them, with the two that are most alike. */
export function Visions({ tokens }: { tokens: Record<string, string> }) {
  const seven = Object.fromEntries(EXPRESSIONS.map((name) => [name, tokens[name] ?? "#000000"]));
  return (
    <Section
      title={t("Seven expressions")}
      about={t(
        "The colours tell classes apart and never mean good or bad. A difference is a distance in OKLab times 100: 2 is just noticed, 9 is the least that the tests allow.",
      )}
    >
      <div class="sideways" tabIndex={0} role="group" aria-label={t("Seven expressions")}>
        <table class="visions">
          <thead>
            <tr>
              <th scope="col">{t("Eyes")}</th>
              {EXPRESSIONS.map((name) => (
                <th key={name} scope="col">
                  {expressionName(name)}
                </th>
              ))}
              <th scope="col">{t("Most alike")}</th>
            </tr>
          </thead>
          <tbody>
            {(["usual", ...VISIONS] as const).map((eye) => (
              <Seen key={eye} eye={eye} seven={seven} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Seen({ eye, seven }: { eye: Eye; seven: Record<string, string> }) {
  const seen = Object.fromEntries(
    Object.entries(seven).map(([name, colour]) => [
      name,
      eye === "usual" ? colour : seenBy(eye, colour),
    ]),
  );
  const { pair, difference } = closest(seen);
  return (
    <tr>
      <th scope="row">{eyeName(eye)}</th>
      {EXPRESSIONS.map((name) => (
        <td key={name}>
          <span class="patch" style={{ background: seen[name] ?? "" }} />
        </td>
      ))}
      <td>
        {decimal(difference)}
        <div class="tiny">{pair.map(expressionName).join(" · ")}</div>
      </td>
    </tr>
  );
}

function eyeName(eye: Eye): string {
  switch (eye) {
    case "usual":
      return t("All three cones");
    case "protanopia":
      return t("Without red (protanopia)");
    case "deuteranopia":
      return t("Without green (deuteranopia)");
    case "tritanopia":
      return t("Without blue (tritanopia)");
  }
}
