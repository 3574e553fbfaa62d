import { Alarm } from "./alarm";
import { Pace } from "./credit";
import { Follower } from "./follower";
import { Freshness } from "./freshness";
import { Grabber } from "./grab";
import { regionOf } from "./region";
import type { CameraSocket } from "./socket";

/** How long to look away when nothing may be sent: no credit, no picture, or paused. */
const LOOK_AGAIN = 60;

/**
 * Carries pictures from the video to the socket, one at a time, at the rate of the policy, until
 * it is stopped: the part around the face at the camera's own resolution once a face is known. It
 * runs on a worker's timer, because a client may look at another tab.
 */
export class Pump {
  private readonly alarm = new Alarm();
  private readonly grabber = new Grabber();
  private readonly freshness = new Freshness();
  private readonly follower = new Follower();
  private readonly unsubscribe: () => void;
  private stopped = false;

  constructor(
    /** Where the picture is shown now; it may come and go with the camera. */
    private readonly video: () => HTMLVideoElement | null,
    private readonly socket: CameraSocket,
  ) {
    this.unsubscribe = socket.answer.subscribe((answer) => {
      // None: a new connection, or a pause, after which the face may be anywhere.
      if (answer) this.follower.answered(answer, performance.now());
      else this.follower.reset();
    });
  }

  async run(): Promise<void> {
    const pace = new Pace(this.socket.policy.value.rate);
    // Asked after every wait: stopping rings the alarm, and whoever withdrew meanwhile must not
    // be sent once more.
    while (!this.stopped) await this.alarm.after(this.step(pace));
  }

  /** Send one picture if it is time. Returns the milliseconds until the next look. */
  private step(pace: Pace): number {
    const { rate, width, quality } = this.socket.policy.value;
    pace.setRate(rate);
    const early = pace.wait(performance.now());
    if (early > 0) return early;
    if (!this.socket.maySend(performance.now())) return LOOK_AGAIN;
    pace.took(performance.now());
    const capturedAt = Date.now();
    const video = this.video();
    if (!video) return LOOK_AGAIN;
    if (!this.isNew(video, performance.now())) return LOOK_AGAIN;
    const camera = { width: video.videoWidth, height: video.videoHeight };
    const cut = this.follower.next(performance.now(), camera, width);
    const jpeg = this.grabber.grab(video, width, quality, cut);
    if (!jpeg) return LOOK_AGAIN;
    const seq = this.socket.send(jpeg, capturedAt, regionOf(cut, camera));
    if (seq !== null) this.follower.left(seq, cut, performance.now());
    return pace.wait(performance.now());
  }

  /** The last picture of a camera that hangs is none of now, and must not be labelled again. */
  private isNew(video: HTMLVideoElement, now: number): boolean {
    const fresh = this.freshness.isNew(video, now);
    this.socket.hangs.value = this.freshness.hangs(now);
    return fresh;
  }

  stop(): void {
    this.stopped = true;
    this.socket.hangs.value = false;
    this.unsubscribe();
    this.alarm.stop();
  }
}
