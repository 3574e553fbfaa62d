import { useEffect, useRef, useState } from "preact/hooks";

import { t } from "../i18n";

interface SearchProps {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}

/** Long enough to write a name without asking for each letter. */
const TYPING = 300;

/** A search that begins by itself a moment after the last letter. */
export function SearchField({ label, value, onSearch }: SearchProps) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  // A page that is drawn anew meanwhile must not begin the waiting anew.
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    // Changed from outside, by a cleared filter for example; not by what was typed here.
    if (value !== asked.current) setText(value);
    asked.current = value;
  }, [value]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = wanted;
      search.current(wanted);
    }, TYPING);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label class="field search-field">
      <span class="tiny">{label}</span>
      <input
        type="search"
        class="input"
        maxLength={120}
        autocomplete="off"
        value={text}
        placeholder={t("Search")}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </label>
  );
}
