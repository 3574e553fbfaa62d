import type { DashboardStore } from "../dashboard/store";
import { t } from "../i18n";
import type { Marker } from "../wire";
import { NoteRow } from "./NoteRow";

export interface NoteListProps {
  id: string;
  store: DashboardStore;
  /** The note whose moment is looked at. */
  chosen?: string | null | undefined;
  /** Show a note's moment on the charts. */
  onShow?: ((marker: Marker) => void) | undefined;
  /** A note is about to go, and the focus with it: put it elsewhere. */
  onRemoved: () => void;
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
