import { signal } from "@preact/signals";

import { cursorOf, listConsultations, type Wanted } from "../api/consultations";
import type { Consultation } from "../api/types";
import { lookUpRatings } from "../rating/said";

/** The consultations that were asked for, in the server's order, as many pages as were opened. */
export class Pages {
  readonly items = signal<Consultation[]>([]);
  /** Where the next page begins; null when everything is here. */
  readonly next = signal<string | null>(null);
  private shown = 1;

  constructor(private wanted: Wanted) {}

  /** Ask for something else from now on; the next refresh reads it from its first page. */
  want(wanted: Wanted): void {
    this.wanted = wanted;
    this.shown = 1;
  }

  /** Read all the pages again that are shown: whatever was loaded once stays. */
  async refresh(): Promise<void> {
    const asked = this.wanted;
    const items: Consultation[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < this.shown; page++) {
      const read = await listConsultations(asked, cursor);
      items.push(...read.results);
      cursor = cursorOf(read.next);
      if (cursor === null) break;
    }
    // An answer to an older question must not stand under the newer one.
    if (asked !== this.wanted) return;
    this.items.value = items;
    void lookUpRatings(items);
    this.next.value = cursor;
  }

  async loadMore(): Promise<void> {
    if (this.next.value === null) return;
    const read = await listConsultations(this.wanted, this.next.value);
    const known = new Set(this.items.value.map(({ id }) => id));
    // What moved to a later page meanwhile must not stand here twice.
    this.items.value = [...this.items.value, ...read.results.filter(({ id }) => !known.has(id))];
    this.next.value = cursorOf(read.next);
    this.shown++;
    void lookUpRatings(read.results);
  }

  drop(id: string): void {
    this.items.value = this.items.value.filter((one) => one.id !== id);
  }

  /** Put one in before the first that `comesAfter` it. */
  insert(one: Consultation, comesAfter: (other: Consultation) => boolean): void {
    const at = this.items.value.findIndex(comesAfter);
    const place = at < 0 ? this.items.value.length : at;
    this.items.value = this.items.value.toSpliced(place, 0, one);
  }
}

export function planned(consultation: Consultation): number {
  return Date.parse(consultation.scheduled_at);
}
