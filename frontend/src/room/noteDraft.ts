import { signal } from "@preact/signals";

import { dropMarker } from "../api/consultations";
import { retriedAfterSignIn } from "../api/session";
import { serverClock } from "../clock";
import type { Marker } from "../wire";

/**
 * A note that is being written. It belongs to the moment that was marked, or at which its typing
 * began; an empty one that nobody marked belongs to none.
 */
export class NoteDraft {
  readonly text = signal("");
  /** Unix ms; null while nothing was begun. */
  readonly at = signal<number | null>(null);
  private marked = false;

  mark(): void {
    this.at.value = serverClock.now();
    this.marked = true;
  }

  type(text: string): void {
    this.text.value = text;
    if (text) this.at.value ??= serverClock.now();
    else if (!this.marked) this.at.value = null;
  }

  discard(): void {
    this.text.value = "";
    this.at.value = null;
    this.marked = false;
  }

  /** Store it. Throws, and keeps everything, where that did not work. */
  async keep(consultation: string): Promise<Marker | null> {
    const [text, at] = [this.text.value.trim(), this.at.value];
    if (at === null) return null;
    const marker = await retriedAfterSignIn(() => dropMarker(consultation, text, at));
    this.discard();
    return marker;
  }
}
