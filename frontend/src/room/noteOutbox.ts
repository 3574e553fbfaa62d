import { signal } from "@preact/signals";

import { dropMarker, rewordMarker } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { retriedAfterSignIn } from "../api/session";
import { backoff } from "../socket/backoff";
import type { Marker } from "../wire";

/** A marked moment and its words. Its key makes it one marker, however often it is sent. */
export interface Note {
  key: string;
  /** Unix ms. */
  at: number;
  text: string;
}

/** Answers that another try would only get again. */
const FINAL = [400, 403, 404, 409];

/**
 * Notes on their way to the server, one at a time and in order, so that a moment without words
 * never comes after its words. What cannot be stored stays, and is tried again by itself.
 */
export class NoteOutbox {
  readonly unsent = signal<readonly Note[]>([]);
  readonly failing = signal(false);
  /** The server has refused all that is unsent, and would refuse it again. */
  readonly refused = signal(false);
  private readonly stored = new Map<string, Marker>();
  private sending = false;
  private closed = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly consultation: string,
    private readonly onStored: (marker: Marker) => void,
  ) {}

  /** Have a note stored; newer words of one that waits take the place of the older. */
  put(note: Note): void {
    this.unsent.value = [...this.unsent.value.filter(({ key }) => key !== note.key), note];
    void this.send();
  }

  /** Give up one that was not stored. */
  drop(key: string): void {
    this.unsent.value = this.unsent.value.filter((one) => one.key !== key);
    if (this.unsent.value.length === 0) this.failing.value = false;
  }

  /** Try all of them now. */
  async send(): Promise<void> {
    if (this.sending || this.closed) return;
    this.sending = true;
    clearTimeout(this.timer);
    let failures = 0;
    let hopeful = false;
    const tried = new Set<Note>();
    for (let note = this.next(tried); note; note = this.next(tried)) {
      tried.add(note);
      try {
        this.onStored(await this.store(note));
        this.unsent.value = this.unsent.value.filter((one) => one !== note);
      } catch (error) {
        failures += 1;
        hopeful ||= !(error instanceof Refusal && FINAL.includes(error.status));
      }
    }
    this.sending = false;
    this.failing.value = failures > 0;
    this.refused.value = failures > 0 && !hopeful;
    if (failures === 0) this.tries = 0;
    else if (hopeful) this.later();
  }

  /** The page goes away; what is unsent is remembered elsewhere. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private next(tried: ReadonlySet<Note>): Note | undefined {
    return this.unsent.value.find((note) => !tried.has(note));
  }

  private later(): void {
    if (this.closed) return;
    this.timer = setTimeout(() => void this.send(), backoff(this.tries++));
  }

  private async store({ key, at, text }: Note): Promise<Marker> {
    const where = this.consultation;
    const known = this.stored.get(key);
    const marker = known ?? (await retriedAfterSignIn(() => dropMarker(where, { key, at, text })));
    this.stored.set(key, marker);
    // It was there already, marked before its words were written.
    if (marker.text === text) return marker;
    try {
      const worded = await retriedAfterSignIn(() => rewordMarker(where, marker.id, text));
      this.stored.set(key, worded);
      return worded;
    } catch (error) {
      // Taken away meanwhile: a later try keeps the words as a new one.
      if (error instanceof Refusal && error.status === 404) this.stored.delete(key);
      throw error;
    }
  }
}
