import type { AuditEntry } from "../api/types";
import { day } from "../words/times";
import { ownAuditWords } from "./words";

/** Entries of one day that say the same: the latest, how many they are, and when the first was. */
export interface Looks {
  entry: AuditEntry;
  times: number;
  since: string;
}

/** Each click within the review is an entry: those that follow each other and say the same are one. */
export function together(entries: AuditEntry[]): Looks[] {
  const found: Looks[] = [];
  for (const entry of entries) {
    const last = found[found.length - 1];
    if (last && says(last.entry) === says(entry)) {
      last.times += 1;
      last.since = entry.at;
    } else found.push({ entry, times: 1, since: entry.at });
  }
  return found;
}

function says(entry: AuditEntry): string {
  return [day(entry.at), entry.actor, ownAuditWords(entry)].join("\n");
}
