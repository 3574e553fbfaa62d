import { useSignal } from "@preact/signals";

import { NoteDialog } from "../agenda/NoteDialog";
import type { Consultation } from "../api/types";
import { t } from "../i18n";

interface SummaryProps {
  consultation: Consultation;
  onChange: (changed: Consultation) => void;
}

/** The counsellor's own words; nobody else is given them. */
export function SummaryCard({ consultation, onChange }: SummaryProps) {
  const writing = useSignal(false);
  const { note } = consultation;
  if (note === null) return null;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Your summary")}</h2>
        <button type="button" class="button small" onClick={() => (writing.value = true)}>
          {note ? t("Edit the summary") : t("Write a summary")}
        </button>
      </div>
      {note ? <p class="own-words">{note}</p> : <p class="quiet">{t("Only you read it.")}</p>}
      {writing.value ? (
        <NoteDialog
          consultation={consultation}
          onChange={onChange}
          onClose={() => (writing.value = false)}
        />
      ) : null}
    </section>
  );
}
