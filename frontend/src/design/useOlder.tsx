import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import { t } from "../i18n";
import { More } from "./More";

/**
 * A list that the server gives by pages, the latest first. Returns all entries that were read so
 * far, and the button that reads on, null where nothing is older.
 */
export function useOlder<Entry extends { id: number }>(
  first: Entry[],
  page: number,
  read: (before: number) => Promise<Entry[]>,
): { entries: Entry[]; more: ComponentChildren } {
  const older = useSignal<Entry[]>([]);
  const whole = useSignal(false);
  const failed = useSignal(false);
  const entries = [...first, ...older.value];
  const last = entries.at(-1);
  const onMore = async () => {
    if (!last) return;
    failed.value = false;
    try {
      const found = await read(last.id);
      older.value = [...older.value, ...found];
      whole.value = found.length < page;
    } catch {
      failed.value = true;
    }
  };
  const ended = first.length < page || whole.value;
  const more = ended ? null : <More label={t("Show more")} failed={failed.value} onMore={onMore} />;
  return { entries, more };
}
