import { Alarm } from "./alarm";
import { Pace } from "./credit";
import { Grabber } from "./grab";
import type { CameraSocket } from "./socket";

/** How long to look away when nothing may be sent: no credit, no picture, or paused. */
const LOOK_AGAIN = 60;

/**
 * Carries pictures from the video to the socket, one at a time, at the rate of the policy, until
 * it is stopped. It runs on a worker's timer, because a counsellor's client may look at another tab.
 */
export class Pump {
  private readonly alarm = new Alarm();
  private readonly grabber = new Grabber();
  private stopped = false;

  constructor(
    /** Where the picture is shown now; it may come and go with the camera. */
    private readonly video: () => HTMLVideoElement | null,
    private readonly socket: CameraSocket,
  ) {}

  async run(): Promise<void> {
    const pace = new Pace(this.socket.policy.value.rate);
    while (!this.stopped) {
      const { rate, width, quality } = this.socket.policy.value;
      pace.setRate(rate);
      await this.alarm.after(pace.wait(performance.now()));
      if (!this.socket.maySend(performance.now())) {
        await this.alarm.after(LOOK_AGAIN);
        continue;
      }
      pace.took(performance.now());
      const capturedAt = Date.now();
      const video = this.video();
      const jpeg = video && this.grabber.grab(video, width, quality);
      if (jpeg) this.socket.send(jpeg, capturedAt);
      else await this.alarm.after(LOOK_AGAIN);
    }
  }

  stop(): void {
    this.stopped = true;
    this.alarm.stop();
  }
}
