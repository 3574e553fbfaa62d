import { signal } from "@preact/signals";

import { cursorOf, listConsultations } from "../api/consultations";
import type { Consultation } from "../api/types";
import type { CallState } from "../wire";

/** The consultations of one state, in the server's order, as many pages as were asked for. */
export class Pages {
  readonly items = signal<Consultation[]>([]);
  /** Where the next page begins; null when everything is here. */
  readonly next = signal<string | null>(null);
  private shown = 1;

  constructor(private readonly state: CallState) {}

  /** Read all the pages again that are shown: whatever was loaded once stays. */
  async refresh(): Promise<void> {
    const items: Consultation[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < this.shown; page++) {
      const read = await listConsultations(this.state, cursor);
      items.push(...read.results);
      cursor = cursorOf(read.next);
      if (cursor === null) break;
    }
    this.items.value = items;
    this.next.value = cursor;
  }

  async loadMore(): Promise<void> {
    if (this.next.value === null) return;
    const read = await listConsultations(this.state, this.next.value);
    const known = new Set(this.items.value.map(({ id }) => id));
    // What moved to a later page meanwhile must not stand here twice.
    this.items.value = [...this.items.value, ...read.results.filter(({ id }) => !known.has(id))];
    this.next.value = cursorOf(read.next);
    this.shown++;
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

/**
 * Two lists, each latest first, as one. Nothing older than the oldest of a list that goes on is
 * shown: its next page may still have something to say about that time.
 */
export function latestFirst(one: Pages, other: Pages): Consultation[] {
  const horizon = Math.max(endOf(one), endOf(other));
  const left = [...one.items.value];
  const right = [...other.items.value];
  const merged: Consultation[] = [];
  for (;;) {
    const [a, b] = [left[0], right[0]];
    const next = a && (!b || planned(a) >= planned(b)) ? left.shift() : right.shift();
    if (!next) return merged;
    if (planned(next) >= horizon) merged.push(next);
  }
}

function endOf(pages: Pages): number {
  const last = pages.items.value.at(-1);
  return pages.next.value !== null && last ? planned(last) : -Infinity;
}
