import { computed, effect, signal } from "@preact/signals";

import { serverClock } from "../clock";
import type { Marker } from "../wire";
import { charactersIn } from "../words/numbers";
import { rememberedNotes, rememberNotes } from "./noteMemory";
import { NoteOutbox } from "./noteOutbox";

/** Characters of one note. */
export const LONGEST_NOTE = 500;

interface Moment {
  key: string;
  /** Unix ms. */
  at: number;
  /** It was marked, and not only begun by typing. */
  marked: boolean;
}

/**
 * A note that is being written. It belongs to the moment that was marked, or at which its typing
 * began; an empty one that nobody marked belongs to none. A marked moment is stored at once; its
 * words follow.
 */
export class NoteDraft {
  readonly text = signal("");
  readonly outbox: NoteOutbox;
  private readonly moment = signal<Moment | null>(null);
  /** Unix ms; null while nothing was begun. */
  readonly at = computed(() => this.moment.value?.at ?? null);
  /** The newest that was stored by this page. */
  readonly kept = signal<Marker | null>(null);
  private readonly stopRemembering: () => void;

  constructor(consultation: string, onStored: (marker: Marker) => void) {
    this.outbox = new NoteOutbox(consultation, (marker) => {
      this.kept.value = marker;
      onStored(marker);
    });
    const { begun, unsent } = rememberedNotes(consultation);
    this.moment.value = begun;
    this.text.value = begun?.text ?? "";
    this.outbox.unsent.value = unsent;
    this.stopRemembering = effect(() => {
      const moment = this.moment.value;
      const held = moment ? { ...moment, text: this.text.value } : null;
      rememberNotes(consultation, { begun: held, unsent: this.outbox.unsent.value });
    });
  }

  /**
   * Store this moment. Words that were begun before belong to theirs, and are kept with it; those
   * that are too long to be kept stay in the field, and this moment is stored without any.
   */
  mark(): void {
    if (this.isTooLong()) {
      this.outbox.put({ key: crypto.randomUUID(), at: serverClock.now(), text: "" });
      return;
    }
    this.keep();
    const { key, at } = this.begin(true);
    this.outbox.put({ key, at, text: "" });
  }

  type(text: string): void {
    this.text.value = text;
    if (text && !this.moment.value) this.begin(false);
    if (!text && !this.moment.value?.marked) this.moment.value = null;
  }

  /** Forget the words; a moment that was marked stays without any. */
  discard(): void {
    this.text.value = "";
    this.moment.value = null;
  }

  /** Store the words, and be free for others at once. */
  keep(): void {
    if (this.isTooLong()) return;
    const [moment, text] = [this.moment.value, this.text.value.trim()];
    if (moment && text) this.outbox.put({ key: moment.key, at: moment.at, text });
    this.discard();
  }

  /** The page goes away. */
  close(): void {
    this.stopRemembering();
    this.outbox.close();
  }

  private isTooLong(): boolean {
    return charactersIn(this.text.value) > LONGEST_NOTE;
  }

  private begin(marked: boolean): Moment {
    return (this.moment.value = { key: crypto.randomUUID(), at: serverClock.now(), marked });
  }
}
