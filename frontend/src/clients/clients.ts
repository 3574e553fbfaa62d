import { signal } from "@preact/signals";

import { listClients } from "../api/clients";
import { cursorOf } from "../api/consultations";
import type { Client } from "../api/types";

/** The list of clients: a search and as many pages as were opened. */
export class Clients {
  readonly state = signal<"loading" | "ready" | "failed">("loading");
  readonly items = signal<Client[]>([]);
  readonly next = signal<string | null>(null);
  readonly searched = signal("");
  /** "Show more" did not work. */
  readonly trouble = signal(false);
  private asked = 0;

  async search(text: string): Promise<void> {
    const turn = ++this.asked;
    this.searched.value = text;
    try {
      const page = await listClients(text);
      // The answer to an older search must not replace a newer one's.
      if (turn !== this.asked) return;
      this.items.value = page.results;
      this.next.value = cursorOf(page.next);
      this.trouble.value = false;
      this.state.value = "ready";
    } catch {
      if (turn === this.asked) this.state.value = "failed";
    }
  }

  again(): Promise<void> {
    this.state.value = "loading";
    return this.search(this.searched.value);
  }

  async loadMore(): Promise<void> {
    const turn = this.asked;
    this.trouble.value = false;
    try {
      const page = await listClients(this.searched.value, this.next.value);
      if (turn !== this.asked) return;
      this.items.value = [...this.items.value, ...page.results];
      this.next.value = cursorOf(page.next);
    } catch {
      if (turn === this.asked) this.trouble.value = true;
    }
  }
}
