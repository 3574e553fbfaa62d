import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";

import { Notice } from "../design/Notice";
import { type TextElement, TextField } from "../design/TextField";
import { t } from "../i18n";
import { LONGEST_SUMMARY } from "../words/consultation";

interface SummaryCardProps {
  field: RefObject<TextElement>;
  text: Signal<string>;
  /** What is stored. */
  stored: string;
  failed: boolean;
  onSave: () => Promise<boolean>;
}

/** The counsellor's own words on the consultation; what could not be stored stays in the field. */
export function SummaryCard({ field, text, stored, failed, onSave }: SummaryCardProps) {
  const busy = useSignal(false);
  const dirty = text.value !== stored;
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    await onSave();
    busy.value = false;
  };
  return (
    <section class="card roomy">
      <form class="stack" onSubmit={(event) => void save(event)}>
        <div class="card-head">
          <h2>
            <label for="summary">{t("Your summary")}</label>
          </h2>
          <span class="tiny">{t("only you read it")}</span>
        </div>
        {failed ? (
          <Notice tone="bad">
            {t("It was not stored. Check your connection and save it again.")}
          </Notice>
        ) : null}
        <TextField
          id="summary"
          field={field}
          rows={6}
          most={LONGEST_SUMMARY}
          value={text.value}
          placeholder={t("What was it about? What was agreed?")}
          onText={(written) => (text.value = written)}
        />
        <div class="row">
          <button class="button" disabled={busy.value || !dirty}>
            {t("Save")}
          </button>
          <span class="tiny" role="status">
            {!dirty && stored ? t("Saved") : ""}
          </span>
        </div>
      </form>
    </section>
  );
}
