import { signal } from "@preact/signals";

import { giveVerdict, readReviewed } from "../api/review";
import type { Reviewed, VerdictWish } from "../api/types";
import { recountWaiting } from "./waiting";

/** What was said about one consultation, and saying more. */
export class ReviewedConsultation {
  readonly found = signal<Reviewed | null>(null);
  readonly failed = signal(false);

  constructor(private readonly id: string) {}

  async load(): Promise<void> {
    this.failed.value = false;
    try {
      this.found.value = await readReviewed(this.id);
    } catch {
      this.failed.value = true;
    }
  }

  /** Throws a Refusal. */
  async give(wish: VerdictWish): Promise<Reviewed> {
    const now = await giveVerdict(this.id, wish);
    this.found.value = now;
    recountWaiting();
    return now;
  }
}
