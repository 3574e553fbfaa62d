import { useEffect, useRef } from "preact/hooks";

import { FaceBox } from "../camera/FaceBox";
import { ownCamera } from "../camera/ownCamera";
import { Preview } from "../camera/Preview";
import { t } from "../i18n";
import { CameraProblem } from "../invite/CameraCheck";
import { AnalysisControls } from "./AnalysisControls";
import { OwnLabel } from "./OwnLabel";
import type { OwnPart } from "./ownPart";
import { Situation } from "./Situation";
import { useAnalysis } from "./useAnalysis";

/** The room of a client who allowed analysis: own picture, own label, and the ways to stop it. */
export function Analysed({ part }: { part: OwnPart }) {
  const video = useRef<HTMLVideoElement>(null);
  useCameraAndSocket(part, video);

  const camera = ownCamera.state.value;
  const current = part.socket.line.state.value.name === "open" && !part.held.value;
  const answer = current ? part.socket.answer.value : null;
  const broken = camera.name === "refused" || camera.name === "lost";
  return (
    <div class="call-grid">
      <section class="card" aria-label={t("Your camera")}>
        {broken ? (
          <CameraProblem camera={ownCamera} />
        ) : (
          <Preview stream={camera.name === "live" ? camera.stream : null} video={video}>
            {answer?.box && answer.status === "reading" ? (
              <FaceBox
                box={answer.box}
                label={answer.label}
                probabilities={answer.probabilities}
                mirrored
              />
            ) : null}
          </Preview>
        )}
      </section>
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
    if (ownCamera.state.value.name !== "live") void ownCamera.open();
    return () => ownCamera.close();
  }, []);
  // Nothing is sent from here any more, so the camera's light goes out.
  useAnalysis(part, video, () => ownCamera.close());
}
