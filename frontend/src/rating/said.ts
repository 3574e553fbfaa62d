import { effect, signal } from "@preact/signals";

import { readRatings } from "../api/ratings";
import { me } from "../api/session";
import type { Consultation, Said } from "../api/types";

/** What clients said, by consultation; lists show it beside each that has ended. */
export const said = signal<Partial<Record<string, Said>>>({});

effect(() => {
  if (me.value === null) said.value = {};
});

/** The server takes this many at a time. */
const AT_ONCE = 50;

/** Ask what was said of those that have ended. A list without it is better than none: no trouble. */
export async function lookUpRatings(consultations: Consultation[]): Promise<void> {
  const ids = consultations.filter(({ state }) => state === "ended").map(({ id }) => id);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const wanted = ids.slice(from, from + AT_ONCE);
    try {
      const found = await readRatings(wanted);
      const known = { ...said.value };
      // Taken back since: no longer said.
      for (const id of wanted) known[id] = found.find(({ consultation }) => consultation === id);
      said.value = known;
    } catch {
      return;
    }
  }
}
