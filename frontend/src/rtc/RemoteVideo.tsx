import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { t } from "../i18n";
import { speaker, speakerOffered } from "./speaker";

interface RemoteVideoProps {
  stream: MediaStream | null;
  /** Whose picture it is. */
  name: string;
  /** There is a picture to show; sound is played in any case. */
  shown: boolean;
  /** What lies over the picture; its 0..1 coordinates are those of the whole picture. */
  children?: ComponentChildren;
}

/** The other side, never cropped: the frame takes the picture's shape, so that boxes lie right. */
export function RemoteVideo({ stream, name, shown, children }: RemoteVideoProps) {
  const video = useRef<HTMLVideoElement>(null);
  const shape = useSignal(4 / 3);
  const silenced = useSignal(false);
  const play = () => {
    const element = video.current;
    if (!element) return;
    element.play().then(
      () => (silenced.value = false),
      // Browsers play no sound on a page that nobody has touched yet.
      (error: unknown) =>
        (silenced.value = error instanceof DOMException && error.name === "NotAllowedError"),
    );
  };
  useEffect(() => {
    const element = video.current;
    if (!element || element.srcObject === stream) return;
    element.srcObject = stream;
    if (stream) play();
  });
  const sink = speaker.value;
  useEffect(() => {
    if (speakerOffered) video.current?.setSinkId(sink).catch(() => undefined);
  }, [sink]);
  return (
    <div class={`remote ${shown ? "" : "unseen"}`} style={{ "--shape": String(shape.value) }}>
      <div class="remote-frame">
        <video
          ref={video}
          class="remote-video"
          autoplay
          playsInline
          aria-label={t("Picture of %(name)s", { name })}
          onResize={(event) => {
            const { videoWidth, videoHeight } = event.currentTarget;
            if (videoWidth && videoHeight) shape.value = videoWidth / videoHeight;
          }}
        />
        {shown ? children : null}
      </div>
      {silenced.value ? (
        <button type="button" class="button primary unsilence" onClick={play}>
          {t("Turn the sound on")}
        </button>
      ) : null}
    </div>
  );
}
