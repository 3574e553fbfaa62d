import { useEffect, useRef } from "preact/hooks";

import { ownCamera } from "../camera/ownCamera";
import { AnalysisControls } from "./AnalysisControls";
import { wantsCamera } from "./ownCameraWish";
import { OwnLabel } from "./OwnLabel";
import type { OwnPart } from "./ownPart";
import { OwnPicture } from "./OwnPicture";
import { Situation } from "./Situation";
import { useAnalysis } from "./useAnalysis";

/** The room of a client who allowed analysis: own picture, own label, and the ways to stop it. */
export function Analysed({ part }: { part: OwnPart }) {
  const video = useRef<HTMLVideoElement>(null);
  useCameraAndSocket(part, video);
  return (
    <div class="call-grid">
      <OwnPicture part={part} video={video} />
      <div class="stack call-side">
        <Situation part={part} />
        {part.stage.value === "open" ? <OwnLabel part={part} /> : null}
        <AnalysisControls part={part} />
      </div>
    </div>
  );
}

/** Camera on from the waiting room; the socket and the pump only while the consultation is open. */
function useCameraAndSocket(part: OwnPart, video: { current: HTMLVideoElement | null }): void {
  useEffect(() => {
    // Who came without a camera is not looked at after all.
    if (wantsCamera(part.id) && ownCamera.state.value.name !== "live") void ownCamera.open();
    return () => ownCamera.close();
  }, [part]);
  // Nothing is sent from here any more, so the camera's light goes out.
  useAnalysis(part, video, () => ownCamera.close());
}
