import { signal } from "@preact/signals";

export type RefusedBecause = "denied" | "none" | "busy" | "insecure" | "other";

export type DeviceState =
  | { name: "off" }
  | { name: "asking" }
  | { name: "live"; stream: MediaStream; deviceId: string }
  | { name: "refused"; because: RefusedBecause }
  /** It worked and stopped: unplugged, taken away or asleep. */
  | { name: "lost" };

/**
 * Twice the width of a whole frame, so that a region around the face shows more of it; wider
 * pictures are flatter, too, and leave a face fewer of the whole frame's pixels to be found by.
 */
const ANALYSIS = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 15, max: 30 },
};
/** The same shape, so that a face box lies right whichever of the two is on. */
const CALL = { width: { ideal: 1280 }, height: { ideal: 960 }, frameRate: { ideal: 30, max: 30 } };

const REMEMBERED = "consult.camera";

/** The person's camera: asks for it, watches it, and says what became of it. */
export class CameraDevice {
  readonly state = signal<DeviceState>({ name: "off" });
  readonly choices = signal<MediaDeviceInfo[]>([]);
  /** The picture goes into a call, too: large and smooth, where analysis alone needs neither. */
  private forCall = false;
  private wanted = false;

  async open(deviceId: string | null = remembered()): Promise<void> {
    this.wanted = true;
    this.release();
    if (!isOffered()) {
      this.state.value = { name: "refused", because: "insecure" };
      return;
    }
    this.state.value = { name: "asking" };
    navigator.mediaDevices.addEventListener("devicechange", this.reopen);
    try {
      this.take(await askFor(deviceId, this.forCall));
    } catch (error) {
      this.state.value = { name: "refused", because: becauseOf(error) };
      void this.watchPermission();
    }
  }

  /** Switch the camera off; its light goes out. */
  close(): void {
    this.wanted = false;
    if (isOffered()) navigator.mediaDevices.removeEventListener("devicechange", this.reopen);
    this.release();
    this.state.value = { name: "off" };
  }

  /** From here on the picture is good enough for a call, also where the camera is open already. */
  serveCall(): void {
    this.forCall = true;
    const { value } = this.state;
    if (value.name !== "live") return;
    // A camera that cannot do it goes on as it is.
    for (const track of value.stream.getVideoTracks()) {
      track.applyConstraints(CALL).catch(() => undefined);
    }
  }

  async choose(deviceId: string): Promise<void> {
    localStorage.setItem(REMEMBERED, deviceId);
    await this.open(deviceId);
  }

  private take(stream: MediaStream): void {
    // Closed while the browser was asking.
    if (!this.wanted) {
      stopTracks(stream);
      return;
    }
    const track = stream.getVideoTracks()[0];
    track?.addEventListener("ended", () => {
      const { value } = this.state;
      if (value.name !== "live" || value.stream !== stream) return;
      this.state.value = { name: "lost" };
      void this.watchPermission();
    });
    const deviceId = track?.getSettings().deviceId ?? "";
    this.state.value = { name: "live", stream, deviceId };
    void this.listChoices();
  }

  private async listChoices(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices();
    this.choices.value = all.filter((device) => device.kind === "videoinput");
  }

  private readonly reopen = (): void => {
    const { name } = this.state.value;
    if (name === "live") void this.listChoices();
    else if (this.wanted && name !== "asking") void this.open();
  };

  /** Open by itself when the person allows the camera in the browser's settings. */
  private async watchPermission(): Promise<void> {
    try {
      const permission = await navigator.permissions.query({ name: "camera" });
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

function isOffered(): boolean {
  // Browsers offer no camera to pages without TLS, whatever the types say.
  return Boolean((navigator as { mediaDevices?: MediaDevices }).mediaDevices);
}

async function askFor(deviceId: string | null, forCall: boolean): Promise<MediaStream> {
  const wish = forCall ? CALL : ANALYSIS;
  const chosen = deviceId ? { deviceId: { ideal: deviceId } } : { facingMode: "user" };
  return navigator.mediaDevices.getUserMedia({ video: { ...wish, ...chosen }, audio: false });
}

export function becauseOf(error: unknown): RefusedBecause {
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

function remembered(): string | null {
  return localStorage.getItem(REMEMBERED);
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
