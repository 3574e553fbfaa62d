import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

import { t } from "../i18n";

interface PreviewProps {
  stream: MediaStream | null;
  video: RefObject<HTMLVideoElement>;
  /** What lies over the picture; its 0..1 coordinates are those of the camera's picture. */
  children?: ComponentChildren;
}

/** The person's own picture, mirrored as people know themselves. */
export function Preview({ stream, video, children }: PreviewProps) {
  const [shape, setShape] = useState(4 / 3);
  useEffect(() => {
    const element = video.current;
    if (!element || element.srcObject === stream) return;
    element.srcObject = stream;
    if (stream) element.play().catch(() => undefined);
  }, [stream, video]);
  return (
    <div class="picture" style={{ aspectRatio: String(shape) }}>
      <video
        ref={video}
        class="own-video"
        autoplay
        muted
        playsInline
        aria-label={t("Your own camera picture")}
        onResize={(event) => {
          const { videoWidth, videoHeight } = event.currentTarget;
          if (videoWidth && videoHeight) setShape(videoWidth / videoHeight);
        }}
      />
      {children}
    </div>
  );
}
