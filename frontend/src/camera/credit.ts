/** The server answers every frame within 4 s of its coming: so long after it an answer is lost, ms. */
const LOST = 15_000;

/**
 * How many frames may be on their way: the whole flow control of the camera.
 *
 * At most `limit` frames are unanswered. A credit comes back with its answer, or after
 * `patience` ms, so that a lost answer never stops the camera for good. On a slow network answers
 * are late and not lost: so at most twice `limit` frames are under way all the same, or each would
 * wait longer than the one before and be taken for what is seen now. Pure: the caller brings the
 * time.
 */
export class Credit {
  private readonly unanswered = new Map<number, number>();

  constructor(
    private limit: number,
    private readonly patience = 3000,
  ) {}

  setLimit(limit: number): void {
    this.limit = limit;
  }

  /** Whether a frame may be sent now. */
  free(now: number): boolean {
    const awaited = [...this.unanswered.values()].filter((sentAt) => !this.isLate(sentAt, now));
    this.giveUp(now);
    return awaited.length < this.limit && this.unanswered.size < 2 * this.limit;
  }

  spend(seq: number, now: number): void {
    this.unanswered.set(seq, now);
  }

  /** Take an answer. Returns the round trip in ms, or null for one that is not awaited any more. */
  giveBack(seq: number, now: number): number | null {
    const sentAt = this.unanswered.get(seq);
    this.unanswered.delete(seq);
    return sentAt === undefined || this.isLate(sentAt, now) ? null : now - sentAt;
  }

  /** Forget everything: a new connection starts with all its credits. */
  reset(): void {
    this.unanswered.clear();
  }

  private isLate(sentAt: number, now: number): boolean {
    return now - sentAt >= this.patience;
  }

  private giveUp(now: number): void {
    for (const [seq, sentAt] of this.unanswered) {
      if (now - sentAt >= LOST) this.unanswered.delete(seq);
    }
  }
}

/** Keeps frames at least one interval apart, whatever the timers do. */
export class Pace {
  private next = 0;
  private interval: number;

  constructor(rate: number) {
    this.interval = 1000 / rate;
  }

  setRate(rate: number): void {
    this.next += 1000 / rate - this.interval;
    this.interval = 1000 / rate;
  }

  /** Milliseconds until a frame is due; 0 when it is. */
  wait(now: number): number {
    return Math.max(0, this.next - now);
  }

  /** Note that a frame was taken. A late one never makes the next come sooner. */
  took(now: number): void {
    this.next = now + this.interval;
  }
}
