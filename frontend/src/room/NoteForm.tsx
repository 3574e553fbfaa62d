import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";

import type { DashboardStore } from "../dashboard/store";
import { t } from "../i18n";
import { clockSeconds } from "../words/times";
import type { NoteDraft } from "./noteDraft";

interface NoteFormProps {
  id: string;
  store: DashboardStore;
  draft: NoteDraft;
  field: RefObject<HTMLInputElement>;
}

/** One line for a note, with the moment that it belongs to. */
export function NoteForm({ id, store, draft, field }: NoteFormProps) {
  const problem = useSignal(false);
  const kept = useSignal("");
  const at = draft.at.value;
  const discard = () => {
    draft.discard();
    problem.value = false;
  };
  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    try {
      const marker = await draft.keep(id);
      if (!marker) return;
      store.takeMarkers([marker]);
      problem.value = false;
      kept.value = t("Kept for %(time)s", { time: clockSeconds(marker.at) });
    } catch {
      // The words stay in the field for another try.
      problem.value = true;
    }
  };
  return (
    <>
      <form class="note-form" onSubmit={(event) => void keep(event)}>
        <input
          ref={field}
          class="input"
          maxLength={500}
          aria-label={t("Note")}
          aria-describedby={at === null ? undefined : "note-moment"}
          placeholder={t("Write a note, Enter keeps it")}
          value={draft.text.value}
          onInput={(event) => draft.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.currentTarget.blur();
            discard();
          }}
        />
        {at === null ? null : (
          <>
            <button class="button primary">{t("Keep")}</button>
            <button type="button" class="button plain" onClick={discard}>
              {t("Discard")}
            </button>
          </>
        )}
      </form>
      <p id="note-moment" class="tiny note-moment">
        {at === null ? "" : t("Belongs to %(time)s", { time: clockSeconds(at) })}
      </p>
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {t("The note was not stored. Check your connection and keep it again.")}
        </p>
      ) : null}
      <p class="visually-hidden" role="status">
        {kept.value}
      </p>
    </>
  );
}
