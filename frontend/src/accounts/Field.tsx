import { useId } from "preact/hooks";

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
  maxLength?: number;
  autofocus?: boolean;
}

/** A labelled field with its error or hint, which screen readers read with it. */
export function Field({ label, error, hint, value, name, autofocus, ...input }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
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
