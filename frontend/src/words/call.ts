import { t } from "../i18n";
import type { CallState } from "../rtc/callState";
import * as wire from "../wire";
import { type Closing, closingWords } from "./closing";

/** Why the call's socket ended; what differs from a camera's. */
export function callClosing(code: number, who: wire.Role): Closing {
  switch (code) {
    case wire.TAKEN_OVER:
      return { words: t("The call goes on in another tab or device."), then: "takeOver" };
    case wire.TOO_LARGE:
    case wire.TOO_FAST:
      return {
        words: t("The call sent too much at once. Reload the page to try again."),
        then: "never",
      };
    default:
      return closingWords(code, who);
  }
}

/** Where the call stands, for a person: `name` is the other side's. */
export function callWords(state: CallState, name: string): string {
  switch (state) {
    case "off":
    case "ended":
      return t("You are not in the call.");
    case "connecting":
      return t("Connecting…");
    case "alone":
      return t("Waiting for %(name)s to join the call", { name });
    case "left":
      return t("%(name)s has left the call", { name });
    case "gone":
      return t("%(name)s is no longer connected", { name });
    case "joining":
      return t("Connecting to %(name)s…", { name });
    case "connected":
      return t("In the call with %(name)s", { name });
    case "broken":
      return t("The connection to %(name)s broke. Reconnecting…", { name });
  }
}
