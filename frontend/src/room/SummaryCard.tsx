import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";

import { Notice } from "../design/Notice";
import { t } from "../i18n";

interface SummaryCardProps {
  text: Signal<string>;
  /** What is stored. */
  stored: string;
  failed: boolean;
  onSave: () => Promise<boolean>;
}

/** The counsellor's own words on the consultation; what could not be stored stays in the field. */
export function SummaryCard({ text, stored, failed, onSave }: SummaryCardProps) {
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
        <textarea
          id="summary"
          class="input"
          rows={6}
          maxLength={4000}
          value={text.value}
          placeholder={t("What was it about? What was agreed?")}
          onInput={(event) => (text.value = event.currentTarget.value)}
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
