import { OwnDevice } from "./device";

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

/** The person's camera. */
export class Camera extends OwnDevice {
  /** The picture goes into a call, too: large and smooth, where analysis alone needs neither. */
  private forCall = false;

  constructor() {
    super({ kind: "videoinput", permission: "camera", memory: "consult.camera" });
  }

  /** From here on the picture is good enough for a call, also where the camera is open already. */
  serveCall(): void {
    this.forCall = true;
    const { value } = this.state;
    if (value.name === "live") improve(value.stream);
  }

  protected async ask(deviceId: string | null): Promise<MediaStream> {
    const wish = this.forCall ? CALL : ANALYSIS;
    const chosen = deviceId ? { deviceId: { ideal: deviceId } } : { facingMode: "user" };
    const video = { ...wish, ...chosen };
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    // The call began while the browser's question stood there.
    if (this.forCall && wish !== CALL) improve(stream);
    return stream;
  }
}

/** Make the picture good enough for a call; a camera that cannot do it goes on as it is. */
function improve(stream: MediaStream): void {
  for (const track of stream.getVideoTracks()) {
    track.applyConstraints(CALL).catch(() => undefined);
  }
}
