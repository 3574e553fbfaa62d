import { computed, signal } from "@preact/signals";

import type { Consultation } from "../api/types";
import { latestFirst, Pages, planned } from "./pages";

export type GroupName = "open" | "upcoming" | "past";

/** What the agenda shows: three groups, each a page or more, and whether it is up to date. */
export class Agenda {
  readonly state = signal<"loading" | "ready" | "failed">("loading");
  /** The list stands, but the server did not answer when it was asked again. */
  readonly stale = signal(false);
  /** Where "show more" did not work. */
  readonly trouble = signal<GroupName | null>(null);
  private readonly pages = {
    open: new Pages("open"),
    scheduled: new Pages("scheduled"),
    ended: new Pages("ended"),
    cancelled: new Pages("cancelled"),
  };
  private readonly groups: Record<GroupName, Pages[]> = {
    open: [this.pages.open],
    upcoming: [this.pages.scheduled],
    past: [this.pages.ended, this.pages.cancelled],
  };
  private turns: Promise<void> = Promise.resolve();
  private waiting = 0;

  readonly open = this.pages.open.items;
  readonly upcoming = this.pages.scheduled.items;
  readonly past = computed(() => latestFirst(this.pages.ended, this.pages.cancelled));

  hasMore(group: GroupName): boolean {
    return this.groups[group].some(({ next }) => next.value !== null);
  }

  load(): Promise<void> {
    return this.inTurn(async () => {
      try {
        await Promise.all(Object.values(this.pages).map((pages) => pages.refresh()));
        this.state.value = "ready";
        this.stale.value = false;
      } catch {
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

  loadMore(group: GroupName): Promise<void> {
    return this.inTurn(async () => {
      this.trouble.value = null;
      try {
        await Promise.all(this.groups[group].map((pages) => pages.loadMore()));
      } catch {
        this.trouble.value = group;
      }
    });
  }

  /** Put a changed consultation where it belongs now, then ask what else has changed. */
  put(changed: Consultation): void {
    const { id, state } = changed;
    for (const pages of Object.values(this.pages)) pages.drop(id);
    const at = planned(changed);
    const soonestFirst = state === "scheduled";
    this.pages[state].insert(changed, (other) =>
      soonestFirst ? planned(other) > at : planned(other) < at,
    );
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
