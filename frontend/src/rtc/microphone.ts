import { computed, signal } from "@preact/signals";

import { becauseOf, type RefusedBecause } from "../camera/device";

export type MicrophoneState =
  | { name: "off" }
  | { name: "asking" }
  | { name: "live"; stream: MediaStream; deviceId: string }
  | { name: "refused"; because: RefusedBecause }
  | { name: "lost" };

const REMEMBERED = "consult.microphone";

/** The person's microphone. Muted it stays open and sends silence, so that it comes back at once. */
export class Microphone {
  readonly state = signal<MicrophoneState>({ name: "off" });
  readonly choices = signal<MediaDeviceInfo[]>([]);
  readonly muted = signal(false);
  readonly track = computed(() => {
    const { value } = this.state;
    return value.name === "live" ? (value.stream.getAudioTracks()[0] ?? null) : null;
  });
  private wanted = false;

  async open(deviceId: string | null = localStorage.getItem(REMEMBERED)): Promise<void> {
    this.wanted = true;
    this.release();
    this.state.value = { name: "asking" };
    try {
      this.take(await askFor(deviceId));
    } catch (error) {
      this.state.value = { name: "refused", because: becauseOf(error) };
    }
  }

  close(): void {
    this.wanted = false;
    this.release();
    this.state.value = { name: "off" };
  }

  async choose(deviceId: string): Promise<void> {
    localStorage.setItem(REMEMBERED, deviceId);
    await this.open(deviceId);
  }

  mute(muted: boolean): void {
    this.muted.value = muted;
    this.obey();
  }

  private take(stream: MediaStream): void {
    // Closed while the browser was asking.
    if (!this.wanted) {
      stopTracks(stream);
      return;
    }
    const track = stream.getAudioTracks()[0];
    track?.addEventListener("ended", () => {
      const { value } = this.state;
      if (value.name === "live" && value.stream === stream) this.state.value = { name: "lost" };
    });
    this.state.value = { name: "live", stream, deviceId: track?.getSettings().deviceId ?? "" };
    this.obey();
    void this.listChoices();
  }

  private obey(): void {
    if (this.track.value) this.track.value.enabled = !this.muted.value;
  }

  private async listChoices(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices();
    this.choices.value = all.filter(({ kind }) => kind === "audioinput");
  }

  private release(): void {
    if (this.state.value.name === "live") stopTracks(this.state.value.stream);
  }
}

function askFor(deviceId: string | null): Promise<MediaStream> {
  const sound = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const chosen = deviceId ? { deviceId: { ideal: deviceId } } : {};
  return navigator.mediaDevices.getUserMedia({ audio: { ...sound, ...chosen }, video: false });
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
