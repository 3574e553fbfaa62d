import { formText } from "../design/formText";

/** The code in a form's field `code`, however its app or a paste spaces it. */
export function codeIn(form: FormData): string {
  return formText(form, "code").replace(/\s/g, "");
}
