import type { ConsentText } from "../api/types";

/** The consent text, word for word: a paragraph for each of its lines. */
export function ConsentWords({ consent }: { consent: ConsentText }) {
  return (
    <div lang={consent.language} class="stack consent-text">
      {consent.text.split("\n").map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
