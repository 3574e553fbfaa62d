import { t } from "../i18n";
import { Field } from "./Field";

interface NewPasswordProps {
  label: string;
  name?: string;
  error?: string | undefined;
}

/** Where a password is chosen; it says what the server asks of one. */
export function NewPassword({ label, name = "password", error }: NewPasswordProps) {
  return (
    <Field
      label={label}
      name={name}
      type="password"
      autocomplete="new-password"
      hint={t("At least eight characters; not only digits, and no word everybody uses.")}
      error={error}
    />
  );
}
