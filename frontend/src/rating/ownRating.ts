import { computed, signal } from "@preact/signals";

import { giveRating, readOwnRating, takeRatingBack } from "../api/ratings";
import { Refusal } from "../api/refusal";
import type { RatingAnswer, RatingForm } from "../api/types";
import { refusedWords } from "./refused";

/** A client's own rating: what is asked, what was said, and what the server thinks of it. */
export class OwnRating {
  readonly form = signal<RatingForm | null>(null);
  /** It could not be read. */
  readonly failed = signal(false);
  readonly busy = signal(false);
  /** Somebody changes what they said. */
  readonly changing = signal(false);
  readonly problem = signal("");
  readonly fields = signal<Record<string, string>>({});
  readonly asking = computed(() => {
    const form = this.form.value;
    return form !== null && form.open && (form.rating === null || this.changing.value);
  });

  constructor(private readonly participation: string) {}

  async load(): Promise<void> {
    this.failed.value = false;
    try {
      this.form.value = await readOwnRating(this.participation);
    } catch {
      this.failed.value = true;
    }
  }

  give(answer: RatingAnswer): Promise<boolean> {
    return this.step(() => giveRating(this.participation, answer));
  }

  takeBack(): Promise<boolean> {
    return this.step(() => takeRatingBack(this.participation));
  }

  private async step(action: () => Promise<RatingForm>): Promise<boolean> {
    this.busy.value = true;
    this.problem.value = "";
    this.fields.value = {};
    try {
      this.form.value = await action();
      this.changing.value = false;
      return true;
    } catch (error) {
      await this.refused(error);
      return false;
    } finally {
      this.busy.value = false;
    }
  }

  private async refused(error: unknown): Promise<void> {
    const refusal = error instanceof Refusal ? error : new Refusal(-1, "", "");
    this.fields.value = refusal.fields;
    this.problem.value = Object.keys(refusal.fields).length > 0 ? "" : refusedWords(refusal);
    // Its time is over, or other questions are asked now: what stands here is no longer true.
    if (refusal.status === 409) await this.load();
  }
}
