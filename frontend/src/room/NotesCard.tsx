import { useCallback, useRef } from "preact/hooks";

import type { DashboardStore } from "../dashboard/store";
import { Icon } from "../design/Icon";
import type { TextElement } from "../design/TextField";
import { t } from "../i18n";
import type { Marker } from "../wire";
import { markKeyOn, setMarkKey, useMarkKey } from "./markKey";
import type { NoteDraft } from "./noteDraft";
import { NoteForm } from "./NoteForm";
import { NoteList } from "./NoteList";

interface NotesCardProps {
  id: string;
  store: DashboardStore;
  draft: NoteDraft;
  chosen?: string | null | undefined;
  onShow?: (marker: Marker) => void;
}

/** Moments and notes. Marking stores the moment at once; the words may come later, or never. */
export function NotesCard({ id, store, draft, chosen, onShow }: NotesCardProps) {
  const field = useRef<TextElement>(null);
  const mark = () => {
    draft.mark();
    // Full screen the field is covered: what is typed next must not go into it unseen.
    if (!document.fullscreenElement) field.current?.focus();
  };
  useMarkKey(mark);
  const backToField = useCallback(() => field.current?.focus(), []);
  return (
    <section class="card notes-card" aria-labelledby="notes-title">
      <div class="card-head">
        <h2 id="notes-title">{t("Notes")}</h2>
        <button type="button" class="button small" onClick={mark}>
          <Icon name="flag" size={16} />
          {t("Mark this moment")}
        </button>
      </div>
      <NoteForm {...{ draft, field }} />
      <NoteList {...{ id, store, chosen, onShow }} onRemoved={backToField} />
      <KeySwitch />
    </section>
  );
}

function KeySwitch() {
  const place = "\u0000";
  // The sentence around a key, in the order that the language wants.
  const [before, after] = t("The %(key)s key marks, too", { key: place }).split(place);
  return (
    <label class="key-switch tiny">
      <input
        type="checkbox"
        role="switch"
        checked={markKeyOn.value}
        onChange={(event) => setMarkKey(event.currentTarget.checked)}
      />
      <span>
        {before}
        <kbd>M</kbd>
        {after}
      </span>
    </label>
  );
}
