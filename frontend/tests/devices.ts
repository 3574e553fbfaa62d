import { vi } from "vitest";

/** A microphone, camera or screen in the hands of a test: it plays the cable. */
export class FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState = "live";
  enabled = true;
  contentHint = "";
  readonly applyConstraints = vi.fn(() => Promise.resolve());

  constructor(
    readonly kind: "audio" | "video",
    readonly deviceId = "first",
  ) {
    super();
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
  }

  stop(): void {
    this.readyState = "ended";
  }

  isUnplugged(): void {
    this.stop();
    this.dispatchEvent(new Event("ended"));
  }
}

export class FakeStream {
  constructor(readonly track: FakeTrack) {}
  getTracks = () => [this.track];
  getVideoTracks = () => (this.track.kind === "video" ? [this.track] : []);
  getAudioTracks = () => (this.track.kind === "audio" ? [this.track] : []);
}

interface Question {
  wanted: MediaStreamConstraints;
  allow: (track: FakeTrack) => void;
  refuse: (name: string) => void;
}

/** The browser's devices in the hands of a test: it answers the questions when it likes. */
export class FakeDevices extends EventTarget {
  readonly questions: Question[] = [];
  there: Pick<MediaDeviceInfo, "kind" | "deviceId" | "label">[] = [];

  readonly getUserMedia = (wanted: MediaStreamConstraints) => this.question(wanted);
  readonly getDisplayMedia = (wanted: MediaStreamConstraints) => this.question(wanted);
  readonly enumerateDevices = () => Promise.resolve(this.there);

  /** Put these devices in place of those of the browser. */
  static install(): FakeDevices {
    const devices = new FakeDevices();
    Object.defineProperty(navigator, "mediaDevices", { value: devices, configurable: true });
    return devices;
  }

  /** The newest question. Throws when nothing was asked. */
  get asked(): Question {
    const last = this.questions.at(-1);
    if (!last) throw new Error("nothing was asked");
    return last;
  }

  /** Something was plugged in or out. */
  changes(): void {
    this.dispatchEvent(new Event("devicechange"));
  }

  private question(wanted: MediaStreamConstraints): Promise<FakeStream> {
    return new Promise((resolve, reject) => {
      this.questions.push({
        wanted,
        allow: (track) => resolve(new FakeStream(track)),
        refuse: (name) => reject(new DOMException("", name)),
      });
    });
  }
}

export const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
