import { signal } from "@preact/signals";

import { cursorOf } from "../api/consultations";
import { listEntries, type ListName, type Wanted } from "../api/review";
import type { Entry } from "../api/types";

/** One of the review's lists: what was asked for and as many pages as were opened. */
export class Entries {
  readonly state = signal<"loading" | "ready" | "failed">("loading");
  readonly items = signal<Entry[]>([]);
  readonly next = signal<string | null>(null);
  /** "Show more" did not work. */
  readonly trouble = signal(false);
  private wanted: Wanted = {};

  constructor(private readonly list: ListName) {}

  async show(wanted: Wanted): Promise<void> {
    this.wanted = wanted;
    this.state.value = "loading";
    await this.load();
  }

  async load(): Promise<void> {
    const asked = this.wanted;
    try {
      const page = await listEntries(this.list, asked, null);
      // An answer to an older question must not stand under the newer one.
      if (asked !== this.wanted) return;
      this.items.value = page.results;
      this.next.value = cursorOf(page.next);
      this.state.value = "ready";
    } catch {
      if (asked === this.wanted) this.state.value = "failed";
    }
  }

  async loadMore(): Promise<void> {
    const asked = this.wanted;
    this.trouble.value = false;
    try {
      const page = await listEntries(this.list, asked, this.next.value);
      if (asked !== this.wanted) return;
      this.items.value = [...this.items.value, ...page.results];
      this.next.value = cursorOf(page.next);
    } catch {
      if (asked === this.wanted) this.trouble.value = true;
    }
  }

  /** Show one as it is now. */
  put(changed: Entry): void {
    this.items.value = this.items.value.map((one) =>
      one.consultation === changed.consultation ? changed : one,
    );
  }
}
