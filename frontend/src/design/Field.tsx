import type { ComponentChildren } from "preact";

interface FieldProps {
  /** The input's id and name. */
  name: string;
  label: string;
  error?: string | undefined;
  children: ComponentChildren;
}

/** A labelled field of a form, with what is wrong with it. */
export function Field({ name, label, error, children }: FieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children}
      {error ? (
        <span class="error" role="alert">
          {error}
        </span>
      ) : null}
    </div>
  );
}
