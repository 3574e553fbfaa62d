import { useSignal } from "@preact/signals";

import { writeNote } from "../api/consultations";
import { retriedAfterSignIn } from "../api/session";
import type { Consultation } from "../api/types";
import { Dialog } from "../design/Dialog";
import { Field } from "../design/Field";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { SaveOrClose } from "../design/SaveOrClose";
import { TextField } from "../design/TextField";
import { t } from "../i18n";
import { LONGEST_SUMMARY } from "../words/consultation";

interface NoteProps {
  consultation: Consultation;
  onChange: (changed: Consultation) => void;
  onClose: () => void;
}

/** The counsellor's own summary of a consultation. */
export function NoteDialog({ consultation, onChange, onClose }: NoteProps) {
  const failed = useSignal(false);
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    busy.value = true;
    failed.value = false;
    try {
      const note = formText(form, "note");
      onChange(await retriedAfterSignIn(() => writeNote(consultation.id, note)));
      onClose();
    } catch {
      failed.value = true;
    }
    busy.value = false;
  };
  return (
    <Dialog title={t("Note")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {failed.value ? (
          <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
        ) : null}
        <Field name="note" label={t("Your summary. Only you read it.")}>
          <TextField
            id="note"
            name="note"
            rows={7}
            most={LONGEST_SUMMARY}
            defaultValue={consultation.note ?? ""}
          />
        </Field>
        <SaveOrClose busy={busy.value} onClose={onClose} />
      </form>
    </Dialog>
  );
}
