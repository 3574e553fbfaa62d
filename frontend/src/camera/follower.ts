import type { Answer } from "../wire";
import { type Cut, cutAround, holds, type Size } from "./region";

/** The whole picture at least so often: who else came into it is seen there only. */
const WHOLE_EVERY = 4000;
/** A face last seen longer ago may be anywhere, ms. */
const STALE = 3000;
/** After a region that failed, ms: a face that only the whole picture shows would else be lost
 * again with every second frame. */
const WHOLE_AFTER_LOSS = 1500;
/** Frames remembered: credits are two, and dropped frames get no answer here. */
const REMEMBERED = 16;

interface Sent {
  cut: Cut | null;
  at: number;
}

interface Seen {
  box: readonly number[];
  /** When the frame that showed it was taken. */
  at: number;
  /** In a region, which shows smaller faces than the whole picture does. */
  inRegion: boolean;
}

/**
 * Follows the one face: chooses from the answers what the next frame shows, the part of the
 * picture around the face or all of it. Pure: the caller brings the time, in ms.
 *
 * The whole picture comes again every few seconds, and whenever the face is lost, cut off, not the
 * only one or not seen for long.
 */
export class Follower {
  private readonly sent = new Map<number, Sent>();
  private newest = 0;
  private seen: Seen | null = null;
  private camera: Size = { width: 0, height: 0 };
  private wholeAt = -Infinity;
  private wholeUntil = -Infinity;

  /** What to send now: a cut, or null for the whole picture, which would be `wholeWidth` px wide. */
  next(now: number, camera: Size, wholeWidth: number): Cut | null {
    if (camera.width !== this.camera.width || camera.height !== this.camera.height) {
      // Turned, or another camera: places in the picture of before mean nothing in this one.
      this.reset();
      this.camera = { ...camera };
    }
    const due = now - this.wholeAt >= WHOLE_EVERY || now < this.wholeUntil;
    if (due || !this.seen || now - this.seen.at > STALE) return null;
    return cutAround(this.seen.box, camera, wholeWidth);
  }

  /** Note that a frame left at `now`. */
  left(seq: number, cut: Cut | null, now: number): void {
    if (!cut) this.wholeAt = now;
    this.sent.set(seq, { cut, at: now });
    for (const old of this.sent.keys()) {
      if (this.sent.size <= REMEMBERED) break;
      this.sent.delete(old);
    }
  }

  /** Take an answer; one that is older than the newest, or to a frame of before, says nothing. */
  answered(answer: Answer, now: number): void {
    const frame = this.sent.get(answer.seq);
    this.sent.delete(answer.seq);
    if (!frame || answer.seq <= this.newest) return;
    this.newest = answer.seq;
    if (found(answer) && (!frame.cut || holds(frame.cut, this.camera, answer.box)))
      this.seen = { box: answer.box, at: frame.at, inRegion: frame.cut !== null };
    else if (frame.cut) this.lose(now);
    // Too coarse for a face that the region before it showed: the next region decides.
    else if (!this.seen?.inRegion || answer.status !== "no_face") this.seen = null;
  }

  /** Forget everything: a new connection counts its frames from 1 again. */
  reset(): void {
    this.sent.clear();
    this.newest = 0;
    this.seen = null;
    this.wholeAt = -Infinity;
    this.wholeUntil = -Infinity;
  }

  private lose(now: number): void {
    this.seen = null;
    this.wholeUntil = now + WHOLE_AFTER_LOSS;
  }
}

/** Whether an answer tells where the one face is, all of it. A face too small to be read does. */
function found(answer: Answer): answer is Answer & { box: number[] } {
  const whole = answer.status === "reading" || !answer.reason?.includes("cut");
  return whole && answer.box !== undefined;
}
