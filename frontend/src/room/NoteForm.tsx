import type { RefObject } from "preact";

import { type TextElement, TextField } from "../design/TextField";
import { t } from "../i18n";
import { clockSeconds } from "../words/times";
import { LONGEST_NOTE, type NoteDraft } from "./noteDraft";
import { Unsent } from "./Unsent";

interface NoteFormProps {
  draft: NoteDraft;
  field: RefObject<TextElement>;
}

/** One line for a note, with the moment that it belongs to. */
export function NoteForm({ draft, field }: NoteFormProps) {
  const at = draft.at.value;
  const kept = draft.kept.value;
  const worded = draft.text.value.trim() !== "";
  const discard = () => {
    draft.discard();
    field.current?.focus();
  };
  return (
    <>
      <form
        class="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          draft.keep();
          // The button that was pressed goes. Where there were no words, M marks on.
          if (worded) field.current?.focus();
          else field.current?.blur();
        }}
      >
        <TextField
          field={field}
          most={LONGEST_NOTE}
          label={t("Note")}
          describedBy={at === null ? undefined : "note-moment"}
          placeholder={t("Write a note, Enter keeps it")}
          value={draft.text.value}
          onText={(text) => draft.type(text)}
          onKeyDown={(event) => {
            // Out of the field, and nothing lost: the words wait in it.
            if (event.key === "Escape") field.current?.blur();
          }}
        />
        {at === null ? null : (
          <>
            {worded ? <button class="button primary">{t("Keep")}</button> : null}
            <button type="button" class="button plain" onClick={discard}>
              {worded ? t("Discard") : t("No words")}
            </button>
          </>
        )}
      </form>
      <p id="note-moment" class="tiny note-moment">
        {at === null ? null : (
          <>
            {t("Belongs to %(time)s", { time: clockSeconds(at) })}
            <span class="key-words"> · {t("Alt+M marks the next moment")}</span>
          </>
        )}
      </p>
      <Unsent outbox={draft.outbox} />
      <p class="visually-hidden" role="status">
        {kept ? t("Kept for %(time)s", { time: clockSeconds(kept.at) }) : ""}
      </p>
    </>
  );
}
