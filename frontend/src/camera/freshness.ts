/** What a camera's track tells of its pictures; Chromium alone counts them. */
type Counted = MediaStreamTrack & { readonly stats?: { readonly deliveredFrames: number } };

/** Without a new picture for so long a camera hangs, ms: a slow one takes less in the dark. */
const HANGS = 3000;

/**
 * Whether the camera goes on giving pictures. One that hangs, or that the system holds, looks like
 * one that works: its track stays live, and its video shows the last picture as long as it lasts.
 * Pure but for the track: the caller brings the time, in ms.
 */
export class Freshness {
  private track: MediaStreamTrack | undefined;
  private delivered = 0;
  private newAt = 0;

  /** Whether the video shows another picture than when this was asked last. */
  isNew(video: HTMLVideoElement, now: number): boolean {
    const track = (video.srcObject as MediaStream | null | undefined)?.getVideoTracks()[0];
    const given = (track as Counted | undefined)?.stats?.deliveredFrames;
    const same = track === this.track && given !== undefined && given === this.delivered;
    this.track = track;
    this.delivered = given ?? 0;
    const fresh = !same && !track?.muted;
    if (fresh) this.newAt = now;
    return fresh;
  }

  /** Whether it has given none for long. */
  hangs(now: number): boolean {
    return now - this.newAt >= HANGS;
  }
}
