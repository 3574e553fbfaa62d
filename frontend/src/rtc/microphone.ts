import { computed, signal } from "@preact/signals";

import { OwnDevice } from "../camera/device";

const CLEAR = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** The person's microphone. Muted it stays open and sends silence, so that it comes back at once. */
export class Microphone extends OwnDevice {
  readonly muted = signal(false);
  readonly track = computed(() => {
    const { value } = this.state;
    return value.name === "live" ? (value.stream.getAudioTracks()[0] ?? null) : null;
  });

  constructor() {
    super({ kind: "audioinput", permission: "microphone", memory: "consult.microphone" });
  }

  mute(muted: boolean): void {
    this.muted.value = muted;
    this.obey();
  }

  protected ask(deviceId: string | null): Promise<MediaStream> {
    const chosen = deviceId ? { deviceId: { ideal: deviceId } } : {};
    return navigator.mediaDevices.getUserMedia({ audio: { ...CLEAR, ...chosen }, video: false });
  }

  protected override take(stream: MediaStream): void {
    // Before anybody can send it: not one word of a muted person may get out.
    for (const track of stream.getAudioTracks()) track.enabled = !this.muted.value;
    super.take(stream);
  }

  private obey(): void {
    if (this.track.value) this.track.value.enabled = !this.muted.value;
  }
}
