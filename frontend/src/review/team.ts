import { signal } from "@preact/signals";

import { readMembers } from "../api/practice";
import type { Member } from "../api/types";

/** Everybody of the practice, read once: names to filter by, and whom to ask for a look. */
export const team = signal<Member[]>([]);

export function loadTeam(): void {
  if (team.value.length > 0) return;
  // Without it the pages show figures all the same.
  readMembers().then(
    (members) => (team.value = members),
    () => undefined,
  );
}

export function counsellors(): Member[] {
  return team.value.filter(({ role }) => role === "counsellor");
}

export function administrators(): Member[] {
  return team.value.filter(({ role, is_active: active }) => role === "administrator" && active);
}
