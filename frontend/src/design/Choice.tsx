import type { ComponentChildren } from "preact";

interface ChoiceProps {
  legend: string;
  name: string;
  options: readonly { value: string; words: string; lang?: string }[];
  /** What is chosen at first. */
  chosen: string;
  /** What the choice means, below it. */
  children?: ComponentChildren;
}

/** One of a few, all of them in sight: radio buttons in a row. */
export function Choice({ legend, name, options, chosen, children }: ChoiceProps) {
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="segmented">
        {options.map(({ value, words, lang }) => (
          <label key={value} lang={lang}>
            <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
            {words}
          </label>
        ))}
      </div>
      {children ? <span class="tiny">{children}</span> : null}
    </fieldset>
  );
}
