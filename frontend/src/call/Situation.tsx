import type { DeviceState } from "../camera/device";
import { ownCamera } from "../camera/ownCamera";
import type { Tone } from "../design/Notice";
import { Icon, type IconName } from "../design/Icon";
import { t } from "../i18n";
import type { LineState } from "../socket/line";
import { waitingWords } from "../words/closing";
import type { PauseActor } from "../wire";
import { turnCamera } from "./ownCameraWish";
import type { OwnPart, Stage } from "./ownPart";

export interface SituationWords {
  tone: Tone;
  icon: IconName;
  title: string;
  words: string;
  /** The camera is used elsewhere and can be taken over here. */
  mayTakeOver?: boolean;
}

/** What is going on with the camera, in words; the most important fact wins. */
export function situationWords(
  stage: Stage,
  camera: DeviceState["name"],
  line: LineState,
  pausedBy: readonly PauseActor[],
): SituationWords {
  const noPicture = camera === "refused" || camera === "lost";
  if (stage === "waiting" && !noPicture) {
    return {
      tone: "calm",
      icon: "camera",
      title: t("Nothing is sent yet"),
      words:
        camera === "off"
          ? t("Once the consultation is open, your camera is analysed while it is on.")
          : t("Your camera will be analysed when the consultation opens."),
    };
  }
  if (line.name === "ended") return endedWords(line);
  if (pausedBy.length > 0) return pausedWords(pausedBy);
  if (noPicture || (camera === "off" && line.name !== "waiting")) {
    return {
      tone: "warm",
      icon: "cameraOff",
      title: t("Nothing is analysed"),
      words: t("There is no picture from your camera."),
    };
  }
  if (line.name === "waiting") {
    return {
      tone: "warm",
      icon: "alert",
      title: waitingWords(line.because),
      words: t("Nothing is analysed until it is back."),
    };
  }
  if (line.name === "connecting" || camera === "asking") {
    return {
      tone: "calm",
      icon: "camera",
      title: t("Connecting…"),
      words: t("Nothing is analysed yet."),
    };
  }
  return {
    tone: "plain",
    icon: "eye",
    title: t("Software is labelling visible expressions from your camera"),
    words: t("It can be wrong, and it does not know what you feel. No picture is kept."),
  };
}

function endedWords(line: Extract<LineState, { name: "ended" }>): SituationWords {
  return {
    tone: "warm",
    icon: "cameraOff",
    title: line.closing.words,
    words: t("Nothing is analysed from this page."),
    mayTakeOver: line.closing.then === "takeOver",
  };
}

/** Each side ends its own pause only: with two of them, both must be seen. */
function pausedWords(by: readonly PauseActor[]): SituationWords {
  const common = { tone: "calm", icon: "pause" } as const;
  if (by.length > 1) {
    return {
      ...common,
      title: t("You and your counsellor have paused the analysis"),
      words: t("Nothing is sent for analysis until both of you have resumed."),
    };
  }
  return {
    ...common,
    title: by.includes("client")
      ? t("You paused the analysis")
      : t("Your counsellor paused the analysis"),
    words: t("Nothing is sent for analysis."),
  };
}

export function situationOf(part: OwnPart): SituationWords {
  const { line, pausedBy, hangs } = part.socket;
  return situationWords(
    part.stage.value,
    hangs.value ? "lost" : ownCamera.state.value.name,
    line.state.value,
    part.held.value && pausedBy.value.length === 0 ? ["client"] : pausedBy.value,
  );
}

export function Situation({ part }: { part: OwnPart }) {
  const { tone, icon, title, words, mayTakeOver } = situationOf(part);
  return (
    <div class={`notice ${tone} situation`} role="status">
      <Icon name={icon} size={22} />
      <div>
        <strong>{title}</strong>
        <div>{words}</div>
        {mayTakeOver && !part.callHere.value ? (
          <button
            type="button"
            class="button small after-words"
            onClick={() => {
              void turnCamera(part.id, true);
              part.socket.line.again();
            }}
          >
            {t("Use the camera here")}
          </button>
        ) : null}
      </div>
    </div>
  );
}
