import { t } from "../i18n";
import * as wire from "../wire";

/** Why a socket ended, in words, and what the page may do about it. */
export interface Closing {
  words: string;
  /** `retry`: by itself; `takeOver`: by a button; `never`: this connection is done. */
  then: "retry" | "takeOver" | "never";
}

/**
 * Say a close code in words to the one who reads them: counsellors have an account, clients have
 * only their link. Codes of the network and of a restarting server are retried.
 */
export function closingWords(code: number, who: wire.Role, reason = ""): Closing {
  const client = who === "client";
  switch (code) {
    case wire.NOT_SIGNED_IN:
      return {
        words: client
          ? t(
              "This browser is not known to the consultation any more. Open your invite link again.",
            )
          : t("You are not signed in any more. Reload the page to continue."),
        then: "never",
      };
    case wire.NOT_ALLOWED:
      if (reason === "policy") return { words: notOfferedWords(), then: "never" };
      return {
        words: client
          ? t("This browser may not take part in this consultation.")
          : t("Only the counsellor of a consultation sees it live."),
        then: "never",
      };
    case wire.CONSENT_MISSING:
      return { words: t("Analysis is off, because there is no consent to it."), then: "never" };
    case wire.CONSULTATION_OVER:
      return { words: t("The consultation is over."), then: "never" };
    case wire.TAKEN_OVER:
      return { words: t("The camera is in use in another tab or device."), then: "takeOver" };
    case wire.TOO_LARGE:
      return {
        words: t("The camera's pictures are too large to send. Reload the page to try again."),
        then: "never",
      };
    case wire.TOO_FAST:
      return {
        words: t("The camera sent too many pictures. Reload the page to try again."),
        then: "never",
      };
    case wire.TOO_MANY:
      return {
        words: t("This is open in too many tabs. Close some of them and reload the page."),
        then: "never",
      };
    default:
      if (code >= 4000) {
        return { words: t("The server ended the connection. Reload the page."), then: "never" };
      }
      return { words: t("The connection was lost. Reconnecting…"), then: "retry" };
  }
}

/** The practice's policy has the analysis of clients' cameras off. */
export function notOfferedWords(): string {
  return t("This practice does not analyse cameras");
}

/** Why a line is not there for the moment. It comes back by itself. */
export function waitingWords(because: "lost" | "offline" | "not_open"): string {
  return because === "offline"
    ? t("This device is offline. It reconnects by itself.")
    : t("The connection was lost. Reconnecting…");
}
