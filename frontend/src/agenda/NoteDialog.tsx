import { useSignal } from "@preact/signals";

import { writeNote } from "../api/consultations";
import { retriedAfterSignIn } from "../api/session";
import type { Consultation } from "../api/types";
import { Dialog } from "../design/Dialog";
import { Field } from "../design/Field";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { SaveOrClose } from "../design/SaveOrClose";
import { t } from "../i18n";

interface NoteProps {
  consultation: Consultation;
  onChange: (changed: Consultation) => void;
  onClose: () => void;
}

/** The counsellor's own summary of a consultation. */
export function NoteDialog({ consultation, onChange, onClose }: NoteProps) {
  const failed = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    try {
      const note = formText(form, "note");
      onChange(await retriedAfterSignIn(() => writeNote(consultation.id, note)));
      onClose();
    } catch {
      failed.value = true;
    }
  };
  return (
    <Dialog title={t("Note")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {failed.value ? (
          <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
        ) : null}
        <Field name="note" label={t("Your summary. Only you read it.")}>
          <textarea
            id="note"
            name="note"
            class="input"
            rows={7}
            maxLength={4000}
            defaultValue={consultation.note ?? ""}
          />
        </Field>
        <SaveOrClose onClose={onClose} />
      </form>
    </Dialog>
  );
}
