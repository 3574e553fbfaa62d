import { signal } from "@preact/signals";

import { Pages } from "../agenda/pages";
import { readClient, readTrend } from "../api/clients";
import { Refusal } from "../api/refusal";
import type { Client, Consultation, Trend } from "../api/types";

/** What a client's page shows. */
export class ClientFile {
  readonly state = signal<"loading" | "ready" | "unknown" | "failed">("loading");
  readonly client = signal<Client | null>(null);
  readonly trend = signal<Trend | null>(null);
  readonly consultations: Pages;
  /** "Show earlier" did not work. */
  readonly trouble = signal(false);
  private turn = 0;

  constructor(private readonly id: string) {
    this.consultations = new Pages({ client: id });
  }

  async load(): Promise<void> {
    const turn = ++this.turn;
    try {
      const [client, trend] = await Promise.all([
        readClient(this.id),
        readTrend(this.id),
        this.consultations.refresh(),
      ]);
      // A slow answer must not take away what a later one brought.
      if (turn !== this.turn) return;
      this.client.value = client;
      this.trend.value = trend;
      this.state.value = "ready";
    } catch (error) {
      // A page that stands is better than none.
      if (this.client.value || turn !== this.turn) return;
      const unknown = error instanceof Refusal && error.status === 404;
      this.state.value = unknown ? "unknown" : "failed";
    }
  }

  async loadMore(): Promise<void> {
    this.trouble.value = false;
    try {
      await this.consultations.loadMore();
    } catch {
      this.trouble.value = true;
    }
  }

  /** Show a changed consultation, and what follows from it. */
  put(changed: Consultation): void {
    const { items } = this.consultations;
    items.value = items.value.map((one) => (one.id === changed.id ? changed : one));
    void this.load();
  }
}
