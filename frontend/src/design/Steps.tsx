import type { ComponentChildren } from "preact";

interface StepsProps {
  /** What stands in the circle, a short name, and a sentence. */
  steps: [ComponentChildren, string, string][];
  /** Whether their order means something. */
  ordered?: boolean;
}

/** A few things told one below the other, each with a number or a picture. */
export function Steps({ steps, ordered = false }: StepsProps) {
  const List = ordered ? "ol" : "ul";
  return (
    <List class="steps">
      {steps.map(([mark, name, words]) => (
        <li key={name}>
          <span class="step-number" aria-hidden="true">
            {mark}
          </span>
          <div>
            <h3>{name}</h3>
            <p class="quiet">{words}</p>
          </div>
        </li>
      ))}
    </List>
  );
}
