import type { RefusedBecause } from "../camera/device";
import { t } from "../i18n";

/** Why there is no camera picture, and what helps. */
export function cameraRefusedWords(because: RefusedBecause): { title: string; help: string } {
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

export function microphoneRefusedWords(because: RefusedBecause): { title: string; help: string } {
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
