import { computed, signal } from "@preact/signals";

import type { Camera } from "../camera/camera";
import { stopTracks } from "../camera/device";
import type { Media } from "../wire";
import { Microphone } from "./microphone";

/** A phone's browser has no screen to share. */
export const sharingOffered =
  "mediaDevices" in navigator && "getDisplayMedia" in navigator.mediaDevices;

/** What this side sends into the call: its microphone, and its screen or else its camera. */
export class OwnMedia {
  readonly microphone = new Microphone();
  readonly screen = signal<MediaStreamTrack | null>(null);
  readonly sound = computed(() => this.microphone.track.value);
  readonly cameraTrack = computed(() => {
    const { value } = this.camera.state;
    return value.name === "live" ? (value.stream.getVideoTracks()[0] ?? null) : null;
  });
  readonly picture = computed(() => this.screen.value ?? this.cameraTrack.value);
  /** What the other side is told of it. */
  readonly media = computed<Media>(() => ({
    type: "media",
    audio: this.sound.value !== null && !this.microphone.muted.value,
    video: this.picture.value !== null,
    screen: this.screen.value !== null,
  }));

  private openings = 0;
  /** Counts what was wished of the screen: an answer to an older wish comes too late. */
  private shares = 0;

  constructor(readonly camera: Camera) {}

  /** Open the devices; a camera or microphone that is refused keeps nobody out of a call. */
  async open(withCamera: boolean): Promise<void> {
    this.camera.serveCall();
    const { name } = this.camera.state.value;
    const camera = withCamera && name !== "live" && name !== "asking" ? this.camera.open() : null;
    const { name: sound } = this.microphone.state.value;
    const wish = ++this.openings;
    // One question of the browser after the other: two at once hide each other.
    await camera;
    // Who left while the first question stood there is not asked the second.
    if (wish !== this.openings) return;
    if (sound !== "live" && sound !== "asking") await this.microphone.open();
  }

  close(): void {
    this.openings++;
    this.stopSharing();
    this.camera.close();
    this.microphone.close();
  }

  async share(): Promise<void> {
    const wish = ++this.shares;
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
      const track = stream.getVideoTracks()[0];
      if (!track || wish !== this.shares) {
        // Who has left the call meanwhile, or shares another screen, shows nobody this one.
        stopTracks(stream);
        return;
      }
      this.screen.value?.stop();
      // Text must stay readable, even if the picture moves less smoothly.
      track.contentHint = "detail";
      track.addEventListener("ended", () => {
        if (this.screen.value === track) this.stopSharing();
      });
      this.screen.value = track;
    } catch {
      // The person changed their mind in the browser's own dialog.
    }
  }

  stopSharing(): void {
    this.shares++;
    this.screen.value?.stop();
    this.screen.value = null;
  }
}
