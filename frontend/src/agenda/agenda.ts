import { signal } from "@preact/signals";

import { cursorOf, listConsultations } from "../api/consultations";
import type { Consultation } from "../api/types";

/** What the agenda shows: three groups, and whether the past goes on. */
export class Agenda {
  readonly open = signal<Consultation[]>([]);
  readonly upcoming = signal<Consultation[]>([]);
  readonly past = signal<Consultation[]>([]);
  readonly state = signal<"loading" | "ready" | "failed">("loading");
  readonly morePast = signal(false);
  private pastCursor: string | null = null;

  async load(): Promise<void> {
    try {
      const [open, scheduled, ended, cancelled] = await Promise.all([
        listConsultations("open"),
        listConsultations("scheduled"),
        listConsultations("ended"),
        listConsultations("cancelled"),
      ]);
      this.open.value = open.results;
      this.upcoming.value = soonestFirst(scheduled.results);
      this.past.value = latestFirst([...ended.results, ...cancelled.results]);
      this.pastCursor = cursorOf(ended.next);
      this.morePast.value = this.pastCursor !== null;
      this.state.value = "ready";
    } catch {
      // A list that is already there stays: it is better than none.
      if (this.state.value === "loading") this.state.value = "failed";
    }
  }

  async loadMorePast(): Promise<void> {
    const page = await listConsultations("ended", this.pastCursor);
    this.past.value = latestFirst([...this.past.value, ...page.results]);
    this.pastCursor = cursorOf(page.next);
    this.morePast.value = this.pastCursor !== null;
  }

  /** Put a changed consultation where it belongs now. */
  put(changed: Consultation): void {
    const others = (list: Consultation[]) => list.filter(({ id }) => id !== changed.id);
    const open = others(this.open.value);
    const upcoming = others(this.upcoming.value);
    const past = others(this.past.value);
    if (changed.state === "open") open.unshift(changed);
    else if (changed.state === "scheduled") upcoming.push(changed);
    else past.push(changed);
    this.open.value = open;
    this.upcoming.value = soonestFirst(upcoming);
    this.past.value = latestFirst(past);
  }
}

function moment(consultation: Consultation): number {
  return Date.parse(consultation.opened_at ?? consultation.scheduled_at);
}

export function soonestFirst(list: Consultation[]): Consultation[] {
  return [...list].sort((a, b) => moment(a) - moment(b));
}

export function latestFirst(list: Consultation[]): Consultation[] {
  return [...list].sort((a, b) => moment(b) - moment(a));
}
