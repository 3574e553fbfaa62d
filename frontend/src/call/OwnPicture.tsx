import type { RefObject } from "preact";

import { FaceBox } from "../camera/FaceBox";
import { ownCamera } from "../camera/ownCamera";
import { Preview } from "../camera/Preview";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { CameraProblem } from "../invite/CameraCheck";
import type { OwnPart } from "./ownPart";
import { turnCamera } from "./ownCameraWish";

interface OwnPictureProps {
  part: OwnPart;
  /** Shows the camera; the analysis looks at it. */
  video: RefObject<HTMLVideoElement>;
}

/** The own camera where it is there for the analysis alone: its picture, and its switch. */
export function OwnPicture({ part, video }: OwnPictureProps) {
  const { name } = ownCamera.state.value;
  const broken = name === "refused" || name === "lost";
  // Used elsewhere, or over: what can be done about it stands beside, with the words about it.
  const ended = part.socket.line.state.value.name === "ended";
  const on = name === "live" || name === "asking";
  return (
    <section class="card stack" aria-label={t("Your camera")}>
      {broken ? (
        <CameraProblem camera={ownCamera} />
      ) : (
        <>
          <Picture part={part} video={video} />
          {ended ? null : <CameraSwitch part={part} on={on} />}
        </>
      )}
    </section>
  );
}

function Picture({ part, video }: OwnPictureProps) {
  const camera = ownCamera.state.value;
  const { line, hangs } = part.socket;
  const current = line.state.value.name === "open" && !part.held.value && !hangs.value;
  const answer = current ? part.socket.answer.value : null;
  return (
    <Preview stream={camera.name === "live" ? camera.stream : null} video={video}>
      {camera.name === "live" && answer?.box && answer.status === "reading" ? (
        <FaceBox
          box={answer.box}
          label={answer.label}
          probabilities={answer.probabilities}
          mirrored
        />
      ) : null}
      {camera.name === "off" ? <p class="over-picture">{t("Your camera is off")}</p> : null}
    </Preview>
  );
}

function CameraSwitch({ part, on }: { part: OwnPart; on: boolean }) {
  return (
    <div>
      <button type="button" class="button" onClick={() => void turnCamera(part.id, !on)}>
        <Icon name={on ? "cameraOff" : "camera"} />
        {on ? t("Stop camera") : t("Start camera")}
      </button>
    </div>
  );
}
