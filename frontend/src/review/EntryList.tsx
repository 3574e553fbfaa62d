import type { ComponentChildren } from "preact";

import type { Entry } from "../api/types";
import { More } from "../design/More";
import { Waiting } from "../design/Notice";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import type { Entries } from "./entries";
import { EntryRow } from "./EntryRow";

interface ListProps {
  entries: Entries;
  /** What stands there while nothing does. */
  empty: ComponentChildren;
  actions?: (entry: Entry) => ComponentChildren;
}

/** A list of the review as far as it was opened. */
export function EntryList({ entries, empty, actions }: ListProps) {
  if (entries.state.value === "loading") return <Waiting>{t("Loading…")}</Waiting>;
  if (entries.state.value === "failed") return <Trouble onRetry={() => void entries.load()} />;
  const found = entries.items.value;
  if (found.length === 0) return <div class="card centred">{empty}</div>;
  return (
    <>
      <ul class="card rows entries">
        {found.map((entry) => (
          <EntryRow key={entry.consultation} entry={entry}>
            {actions?.(entry)}
          </EntryRow>
        ))}
      </ul>
      {entries.next.value ? (
        <More
          label={t("Show earlier consultations")}
          failed={entries.trouble.value}
          onMore={() => entries.loadMore()}
        />
      ) : null}
    </>
  );
}
