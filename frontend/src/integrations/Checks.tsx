interface ChecksProps<Value extends string> {
  legend: string;
  name: string;
  options: readonly { value: Value; words: string }[];
  error?: string | undefined;
}

/** Any of a few, all of them chosen at first. */
export function Checks<Value extends string>({ legend, name, options, error }: ChecksProps<Value>) {
  return (
    <fieldset class="field options">
      <legend>{legend}</legend>
      {options.map(({ value, words }) => (
        <label key={value} class="option">
          <input type="checkbox" name={name} value={value} defaultChecked />
          <span>{words}</span>
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

/** What was chosen in a form's `Checks`. */
export function checked<Value extends string>(form: FormData, name: string): Value[] {
  return form.getAll(name) as Value[];
}
