interface OptionsProps {
  legend: string;
  name: string;
  chosen: string;
  options: readonly { value: string; words: string; note: string; disabled?: boolean }[];
  error?: string | undefined;
  onChoose: (value: string) => void;
}

/** One of a few, each with what it means. */
export function Options({ legend, name, chosen, options, error, onChoose }: OptionsProps) {
  return (
    <fieldset class="field options">
      <legend>{legend}</legend>
      {options.map(({ value, words, note, disabled }) => (
        <label key={value} class="option">
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            disabled={disabled}
            onChange={() => onChoose(value)}
          />
          <span>
            {words}
            <span class="tiny">{note}</span>
          </span>
        </label>
      ))}
      {error ? (
        <span class="error" role="alert">
          {error}
        </span>
      ) : null}
    </fieldset>
  );
}

interface SwitchProps {
  words: string;
  note: string;
  on: boolean;
  disabled?: boolean;
  error?: string | undefined;
  onSwitch: (on: boolean) => void;
}

/** On or off, with what it means. */
export function Switch({ words, note, on, disabled, error, onSwitch }: SwitchProps) {
  return (
    <div class="field">
      <label class="option">
        <input
          type="checkbox"
          role="switch"
          checked={on}
          disabled={disabled}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
        <span>
          {words}
          <span class="tiny">{note}</span>
        </span>
      </label>
      {error ? (
        <span class="error" role="alert">
          {error}
        </span>
      ) : null}
    </div>
  );
}
