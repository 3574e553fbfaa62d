import type { DeviceState, RefusedBecause } from "../camera/device";
import { t } from "../i18n";

interface TroubleWords {
  title: string;
  help: string;
}

/** What keeps the camera from working, or null while it works or is switched off. */
export function cameraTroubleWords(state: DeviceState): TroubleWords | null {
  if (state.name === "refused") return cameraRefusedWords(state.because);
  if (state.name !== "lost") return null;
  return {
    title: t("The camera stopped"),
    help: t("It was unplugged or taken by another program. Reconnect it, then try again."),
  };
}

export function microphoneTroubleWords(state: DeviceState): TroubleWords | null {
  if (state.name === "refused") return microphoneRefusedWords(state.because);
  if (state.name !== "lost") return null;
  return {
    title: t("The microphone stopped"),
    help: t("It was unplugged or taken by another program. Reconnect it, then try again."),
  };
}

/** Why there is no camera picture, and what helps. */
export function cameraRefusedWords(because: RefusedBecause): TroubleWords {
  switch (because) {
    case "denied":
      return {
        title: t("The browser does not allow the camera"),
        help: t(
          "Press the camera or lock sign beside the address above, allow the camera for this page, then try again.",
        ),
      };
    case "none":
      return {
        title: t("No camera was found"),
        help: t("Connect a camera, or open the link on a phone or laptop that has one."),
      };
    case "busy":
      return {
        title: t("The camera is in use"),
        help: t("Close other programs and tabs that use the camera, then try again."),
      };
    case "insecure":
      return {
        title: t("The camera needs a secure connection"),
        help: t("Open the link with https:// at its start."),
      };
    case "other":
      return {
        title: t("The camera did not start"),
        help: t("Unplug and reconnect it or restart the browser, then try again."),
      };
  }
}

export function microphoneRefusedWords(because: RefusedBecause): TroubleWords {
  switch (because) {
    case "denied":
      return {
        title: t("The browser does not allow the microphone"),
        help: t(
          "Press the camera or lock sign beside the address above, allow the microphone for this page, then try again.",
        ),
      };
    case "none":
      return {
        title: t("No microphone was found"),
        help: t("Connect one; until then you hear the other side and can write in the chat."),
      };
    default:
      return {
        title: t("The microphone did not start"),
        help: t("Close other programs that use it or reconnect it, then try again."),
      };
  }
}
