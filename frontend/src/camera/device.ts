import { signal } from "@preact/signals";

import { recall, remember } from "../memory";

export type RefusedBecause = "denied" | "none" | "busy" | "insecure" | "other";

export type DeviceState =
  | { name: "off" }
  | { name: "asking" }
  | { name: "live"; stream: MediaStream; deviceId: string }
  | { name: "refused"; because: RefusedBecause }
  /** It worked and stopped: unplugged, taken away or asleep. */
  | { name: "lost" };

/** What tells one kind of device from another. */
export interface DeviceKind {
  kind: "videoinput" | "audioinput";
  permission: "camera" | "microphone";
  /** Where the person's choice is remembered. */
  memory: string;
}

/** One device of the person's own: asks for it, watches it, and says what became of it. */
export abstract class OwnDevice {
  readonly state = signal<DeviceState>({ name: "off" });
  readonly choices = signal<MediaDeviceInfo[]>([]);
  private wanted = false;
  /** Counts what was wished: an answer to an older wish comes too late and changes nothing. */
  private wishes = 0;

  constructor(private readonly is: DeviceKind) {}

  protected abstract ask(deviceId: string | null): Promise<MediaStream>;

  async open(deviceId: string | null = recall("browser", this.is.memory)): Promise<void> {
    const wish = ++this.wishes;
    this.wanted = true;
    this.release();
    if (!devicesOffered()) {
      this.state.value = { name: "refused", because: "insecure" };
      return;
    }
    this.state.value = { name: "asking" };
    navigator.mediaDevices.addEventListener("devicechange", this.reopen);
    try {
      const stream = await this.ask(deviceId);
      if (wish === this.wishes) this.take(stream);
      else stopTracks(stream);
    } catch (error) {
      if (wish !== this.wishes) return;
      this.state.value = { name: "refused", because: becauseOf(error) };
      // Who was refused one device may want another.
      void this.list();
      void this.watchPermission();
    }
  }

  /** Switch the device off; its light goes out. */
  close(): void {
    this.wishes++;
    this.wanted = false;
    if (devicesOffered()) navigator.mediaDevices.removeEventListener("devicechange", this.reopen);
    this.release();
    this.state.value = { name: "off" };
  }

  async choose(deviceId: string): Promise<void> {
    remember("browser", this.is.memory, deviceId);
    await this.open(deviceId);
  }

  /** Whether it would open without a question; false where the browser does not say. */
  async mayOpen(): Promise<boolean> {
    try {
      const { state } = await navigator.permissions.query({ name: this.is.permission });
      return state === "granted";
    } catch {
      return false;
    }
  }

  /** Look which devices there are. */
  async list(): Promise<void> {
    if (!devicesOffered()) return;
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    // Until a device was allowed, browsers name one of each kind by nothing: no choice at all.
    this.choices.value = all.filter(({ kind, deviceId }) => kind === this.is.kind && deviceId);
  }

  protected take(stream: MediaStream): void {
    this.release();
    const track = stream.getTracks()[0];
    track?.addEventListener("ended", () => {
      const { value } = this.state;
      if (value.name !== "live" || value.stream !== stream) return;
      this.state.value = { name: "lost" };
      void this.watchPermission();
    });
    const deviceId = track?.getSettings().deviceId ?? "";
    this.state.value = { name: "live", stream, deviceId };
    void this.list();
  }

  private readonly reopen = (): void => {
    const { name } = this.state.value;
    if (name === "live") void this.list();
    else if (this.wanted && name !== "asking") void this.open();
  };

  /** Open by itself when the person allows the device in the browser's settings. */
  private async watchPermission(): Promise<void> {
    try {
      const permission = await navigator.permissions.query({ name: this.is.permission });
      if (permission.state === "denied" && this.state.value.name === "lost") {
        this.state.value = { name: "refused", because: "denied" };
      }
      permission.onchange = () => {
        if (permission.state === "granted") this.reopen();
      };
    } catch {
      // Not every browser can be asked: the button stays.
    }
  }

  private release(): void {
    if (this.state.value.name === "live") stopTracks(this.state.value.stream);
  }
}

/** Browsers offer no devices to pages without TLS, whatever the types say. */
export function devicesOffered(): boolean {
  return Boolean((navigator as { mediaDevices?: MediaDevices }).mediaDevices);
}

/** Call back now and whenever a device is plugged in or out. Returns what stops it. */
export function onDevices(look: () => void): () => void {
  look();
  if (!devicesOffered()) return () => undefined;
  navigator.mediaDevices.addEventListener("devicechange", look);
  return () => navigator.mediaDevices.removeEventListener("devicechange", look);
}

function becauseOf(error: unknown): RefusedBecause {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "other";
  }
}

export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
