import { signal } from "@preact/signals";

import type { Wanted } from "../api/consultations";
import type { Consultation, View } from "../api/types";
import { zoneInUse } from "../words/times";
import { type Filters, wantedBy } from "./filters";
import { Pages, planned } from "./pages";

/** `open` and `scheduled` stand one above the other in what is upcoming. */
export type ListName = "open" | "scheduled" | "past" | "unfinished";

const LISTS: Record<View, ListName[]> = {
  upcoming: ["open", "scheduled"],
  past: ["past"],
  unfinished: ["unfinished"],
};
const OWN: Record<ListName, Wanted> = {
  open: { state: "open" },
  scheduled: { state: "scheduled" },
  past: { view: "past" },
  unfinished: { view: "unfinished" },
};

/** What the agenda shows: one view, a page or more of it, and whether it is up to date. */
export class Agenda {
  readonly state = signal<"loading" | "ready" | "failed">("loading");
  /** The list stands, but the server did not answer when it was asked again. */
  readonly stale = signal(false);
  /** Where "show more" did not work. */
  readonly trouble = signal<ListName | null>(null);
  readonly view = signal<View>("upcoming");
  private readonly pages = {
    open: new Pages(OWN.open),
    scheduled: new Pages(OWN.scheduled),
    past: new Pages(OWN.past),
    unfinished: new Pages(OWN.unfinished),
  };
  private turns: Promise<void> = Promise.resolve();
  /** Counts what was asked for: an answer to something older says nothing of what is shown. */
  private shows = 0;
  private waiting = 0;

  items(list: ListName): Consultation[] {
    return this.pages[list].items.value;
  }

  hasMore(list: ListName): boolean {
    return this.pages[list].next.value !== null;
  }

  /** Show something else. */
  async show(filters: Filters): Promise<void> {
    this.shows++;
    this.view.value = filters.view;
    const narrowed = wantedBy(filters, zoneInUse());
    for (const list of LISTS[filters.view]) this.pages[list].want({ ...OWN[list], ...narrowed });
    this.state.value = "loading";
    await this.load();
  }

  load(): Promise<void> {
    return this.inTurn(async () => {
      const asked = this.shows;
      try {
        await Promise.all(LISTS[this.view.value].map((list) => this.pages[list].refresh()));
        if (asked !== this.shows) return;
        this.state.value = "ready";
        this.stale.value = false;
      } catch {
        if (asked !== this.shows) return;
        // A list that is already there stays: it is better than none.
        if (this.state.value === "ready") this.stale.value = true;
        else this.state.value = "failed";
      }
    });
  }

  /** Load by the clock: not while the last answer is still awaited. */
  async refresh(): Promise<void> {
    if (this.waiting === 0) await this.load();
  }

  loadMore(list: ListName): Promise<void> {
    return this.inTurn(async () => {
      this.trouble.value = null;
      try {
        await this.pages[list].loadMore();
      } catch {
        this.trouble.value = list;
      }
    });
  }

  /** Put a changed consultation where it belongs now, then ask what else has changed. */
  put(changed: Consultation): void {
    for (const pages of Object.values(this.pages)) pages.drop(changed.id);
    const list = listOf(changed, this.view.value);
    if (list) {
      const at = planned(changed);
      this.pages[list].insert(changed, (other) =>
        list === "scheduled" ? planned(other) > at : planned(other) < at,
      );
    }
    void this.load();
  }

  /** One after the other: a refresh must not undo the page that was loaded beside it. */
  private async inTurn(step: () => Promise<void>): Promise<void> {
    this.waiting++;
    this.turns = this.turns.then(step);
    await this.turns;
    this.waiting--;
  }
}

/** Where a consultation stands in a view; null where it does not, as far as its state tells. */
function listOf({ state }: Consultation, view: View): ListName | null {
  if (view === "upcoming") return state === "open" || state === "scheduled" ? state : null;
  const over = state !== "open" && state !== "scheduled";
  return over && (view === "past" || state === "ended") ? view : null;
}
