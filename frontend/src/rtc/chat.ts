import { computed, type Signal, signal } from "@preact/signals";

import type { Message, MessagesPage } from "../api/types";
import { recall, remember } from "../memory";
import type { Role } from "../wire";

export interface ChatDoor {
  own: Role;
  /** Under which key this tab remembers what was seen: a reload makes nothing new of it. */
  place: string;
  read: (after: number) => Promise<MessagesPage>;
  write: (key: string, text: string) => Promise<Message>;
}

/** Characters of one message, as the server counts them: an emoji is one where it is one code point. */
export const LONGEST = 2000;

/** A lost hint leaves no hole to see: so ask by the clock, too. */
const ASK_EVERY = 20_000;

/** Read all messages after a number, however many pages they are. */
export async function readMessages(read: ChatDoor["read"], from: number): Promise<Message[]> {
  const found: Message[] = [];
  let after = from;
  for (;;) {
    const page = await read(after);
    found.push(...page.results);
    if (!page.more || page.results.length === 0) return found;
    after = Math.max(...page.results.map(({ id }) => id));
  }
}

/** The chat as one side has it: hints only say that there is something to read. */
export class Chat {
  readonly messages = signal<readonly Message[]>([]);
  readonly open = signal(false);
  /** The newest message of the other side that was seen. */
  private readonly seen: Signal<number>;
  readonly unread = computed(
    () =>
      this.messages.value.filter(({ id, role }) => role !== this.own && id > this.seen.value)
        .length,
  );
  readonly own: Role;
  /** What is being written: it outlives the card, which goes whenever the chat is closed. */
  draft = "";
  private reading = false;
  private again = false;
  private fromStart = true;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** What was written and not taken yet keeps its key: sent again it is kept once. */
  private pending: { key: string; text: string } | null = null;

  constructor(private readonly door: ChatDoor) {
    this.own = door.own;
    this.seen = signal(Number(recall("tab", door.place)));
  }

  start(): void {
    clearInterval(this.timer);
    // What was written while nobody listened here.
    this.hear(-1);
    this.timer = setInterval(() => this.hear(-1), ASK_EVERY);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  show(open: boolean): void {
    this.open.value = open;
    this.look();
  }

  /** Something was written; 0 says that something was erased, or that anything may have been. */
  hear(last: number): void {
    // Numbers are given before they are kept: a lower one may come to be read after a higher one.
    const passed = last > 0 && last <= this.last();
    const unknown = passed && !this.messages.value.some(({ id }) => id === last);
    if (last === 0 || unknown) this.fromStart = true;
    void this.read();
  }

  /** Write a message. Throws when it was not taken: the words are the caller's to keep. */
  async say(text: string): Promise<void> {
    if (this.pending?.text !== text) this.pending = { key: crypto.randomUUID(), text };
    const { key } = this.pending;
    const written = await this.door.write(key, text);
    // Another one may have been written meanwhile, and still wait.
    if (this.pending.key === key) this.pending = null;
    this.take([written]);
  }

  private async read(): Promise<void> {
    this.again = true;
    if (this.reading) return;
    this.reading = true;
    try {
      while (this.again) {
        this.again = false;
        await this.readOn();
      }
    } catch {
      // The next hint, reconnect or look reads on.
    } finally {
      this.reading = false;
    }
  }

  private async readOn(): Promise<void> {
    const all = this.fromStart;
    // Before the read: what is erased meanwhile asks for another one.
    this.fromStart = false;
    let found: Message[];
    try {
      found = await readMessages(this.door.read, all ? 0 : this.last());
    } catch (error) {
      this.fromStart ||= all;
      throw error;
    }
    if (all) {
      // An own message may have been written meanwhile.
      const newest = Math.max(0, ...found.map(({ id }) => id));
      this.messages.value = this.messages.value.filter(({ id }) => id > newest);
    }
    this.take(found);
  }

  private take(incoming: readonly Message[]): void {
    const all = new Map([...this.messages.value, ...incoming].map((one) => [one.id, one]));
    this.messages.value = [...all.values()].sort((a, b) => a.id - b.id);
    this.look();
  }

  private look(): void {
    if (!this.open.value) return;
    this.seen.value = this.last();
    remember("tab", this.door.place, String(this.last()));
  }

  private last(): number {
    return this.messages.value.at(-1)?.id ?? 0;
  }
}
