import { effect, signal } from "@preact/signals";

import { readMembers } from "../api/practice";
import { me } from "../api/session";
import type { Member } from "../api/types";

/** Everybody of the practice, read once: names to filter by, and whom to ask for a look. */
const team = signal<Member[]>([]);

effect(() => {
  // Whoever signs in next in this tab may be of another practice.
  if (me.value === null) team.value = [];
});

export function loadTeam(): void {
  if (team.value.length > 0) return;
  const whose = me.value?.id;
  readMembers().then(
    (members) => {
      if (me.value?.id === whose) team.value = members;
    },
    // Without it the pages show figures all the same.
    () => undefined,
  );
}

export function counsellors(): Member[] {
  return team.value.filter(({ role }) => role === "counsellor");
}

export function administrators(): Member[] {
  return team.value.filter(({ role, is_active: active }) => role === "administrator" && active);
}
