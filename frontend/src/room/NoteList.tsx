import { t } from "../i18n";
import { NoteRow, type NotesProps } from "./NoteRow";

interface NoteListProps extends NotesProps {
  /** The note whose moment is looked at. */
  chosen?: string | null | undefined;
}

/** The notes so far, latest first: each can be shown on the chart, changed or taken away. */
export function NoteList({ id, store, chosen = null, onShow, onRemoved }: NoteListProps) {
  const markers = store.markers.value;
  if (markers.length === 0) return null;
  return (
    <ol class="notes" aria-label={t("Notes so far, latest first")}>
      {markers.toReversed().map((marker) => (
        <NoteRow
          key={marker.id}
          {...{ id, store, marker, onShow, onRemoved }}
          chosen={marker.id === chosen}
        />
      ))}
    </ol>
  );
}
