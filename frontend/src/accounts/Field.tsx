import { useId } from "preact/hooks";

import { TextField } from "../design/TextField";

interface FieldProps {
  label: string;
  name: string;
  type?: "text" | "email" | "password";
  error?: string | undefined;
  hint?: string;
  value?: string;
  readOnly?: boolean;
  autocomplete: string;
  inputMode?: "numeric";
  /** Characters that the server stores of it. */
  most?: number;
  autofocus?: boolean;
}

/** A labelled field with its error or hint, which screen readers read with it. */
export function Field(props: FieldProps) {
  const { label, error, hint, value, name, autofocus, most, ...input } = props;
  const id = useId();
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {most === undefined ? (
        <input
          {...input}
          id={id}
          name={name}
          class="input"
          required
          defaultValue={value}
          {...(autofocus ? { ref: focusOnce, autoFocus: true } : {})}
          aria-invalid={Boolean(error)}
          aria-describedby={note ? `${id}-note` : undefined}
        />
      ) : (
        <TextField
          {...{ id, name, most, autofocus: autofocus ?? false }}
          required
          autocomplete={input.autocomplete}
          defaultValue={value}
          invalid={Boolean(error)}
          describedBy={note ? `${id}-note` : undefined}
        />
      )}
      {note ? (
        <span id={`${id}-note`} class={error ? "error" : "tiny"} role={error ? "alert" : undefined}>
          {note}
        </span>
      ) : null}
    </div>
  );
}

/** The attribute is for dialogs, which choose when they open; elsewhere it comes too late. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
