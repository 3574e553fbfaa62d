import type { RefObject } from "preact";

import { Preview } from "../camera/Preview";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import type { OwnMedia } from "./ownMedia";

interface SelfViewProps {
  media: OwnMedia;
  /** Frames for the analysis are taken from it: always the camera, never the screen. */
  video: RefObject<HTMLVideoElement>;
}

/** Oneself, small in the corner: what the other side sees of the camera. */
export function SelfView({ media, video }: SelfViewProps) {
  const camera = media.camera.state.value;
  const live = camera.name === "live";
  return (
    <div class={`self-view ${live ? "" : "without"}`}>
      <Preview stream={live ? camera.stream : null} video={video} />
      {live ? null : (
        <p class="self-words">
          <Icon name="cameraOff" size={20} />
          <span>{t("Your camera is off")}</span>
        </p>
      )}
      {media.screen.value ? <p class="self-sharing">{t("You are sharing your screen")}</p> : null}
    </div>
  );
}
