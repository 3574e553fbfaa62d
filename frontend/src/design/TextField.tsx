import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { t } from "../i18n";
import { charactersIn, whole } from "../words/numbers";

/** Characters of a person's name. */
export const LONGEST_NAME = 120;

export type TextElement = HTMLInputElement | HTMLTextAreaElement;

interface TextFieldProps {
  /** Characters that the server stores of it. */
  most: number;
  /** How many lines are seen of a text area; without it the field is a single line. */
  rows?: number;
  field?: RefObject<TextElement>;
  id?: string;
  name?: string;
  /** Its accessible name where no label stands beside it. */
  label?: string;
  /** The id of what else is said of it. */
  describedBy?: string | undefined;
  value?: string;
  defaultValue?: string | undefined;
  placeholder?: string;
  autocomplete?: string;
  /** The id of a list of proposals. */
  list?: string;
  required?: boolean;
  autofocus?: boolean;
  /** The server refused what stands in it. */
  invalid?: boolean;
  /** Words for a text that is too long, where the usual ones do not fit. */
  tooLongWords?: (numbers: { most: string; count: string }) => string;
  onText?: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/**
 * A field for words. Of a text that is too long it cuts nothing off, as `maxLength` does without a
 * word: all of it stays, its length is told, and its form is not sent before it is shortened.
 */
export function TextField(props: TextFieldProps) {
  const { most, rows, label, describedBy, autofocus, invalid = false } = props;
  const own = useRef<TextElement>(null);
  const field = props.field ?? own;
  const problem = useSignal("");
  const problemId = useId();
  const measure = () => {
    const element = field.current;
    if (!element) return;
    const count = charactersIn(element.value);
    const numbers = { most: whole(most), count: whole(count) };
    problem.value = count > most ? (props.tooLongWords ?? tooLongWords)(numbers) : "";
    element.setCustomValidity(problem.value);
  };
  // Also what stood there from the start, or was put there by the page.
  useLayoutEffect(measure);
  const described = [describedBy, problem.value && problemId].filter(Boolean).join(" ");
  const input = {
    class: "input",
    id: props.id,
    name: props.name,
    placeholder: props.placeholder,
    autocomplete: props.autocomplete,
    required: props.required,
    "aria-label": label,
    "aria-describedby": described || undefined,
    "aria-invalid": invalid || problem.value !== "",
    onInput: (event: Event) => {
      measure();
      props.onText?.((event.currentTarget as TextElement).value);
    },
    onKeyDown: props.onKeyDown,
    ...(autofocus ? { autoFocus: true } : {}),
    ...("value" in props ? { value: props.value } : { defaultValue: props.defaultValue }),
  };
  return (
    <span class="text-field">
      {rows === undefined ? (
        <input {...input} list={props.list} ref={field as RefObject<HTMLInputElement>} />
      ) : (
        <textarea {...input} rows={rows} ref={field as RefObject<HTMLTextAreaElement>} />
      )}
      {problem.value ? (
        <>
          <span class="error" id={problemId}>
            {problem.value}
          </span>
          {/* The number changes with every letter: only that it is too long is read aloud. */}
          <span class="visually-hidden" role="alert">
            {t("The text is too long.")}
          </span>
        </>
      ) : null}
    </span>
  );
}

function tooLongWords(numbers: { most: string; count: string }): string {
  return t("At most %(most)s characters are kept, this text has %(count)s. Shorten it.", numbers);
}
