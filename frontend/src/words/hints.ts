import { t } from "../i18n";
import type { Hint, HintKind } from "../room/hints";
import { clock, clockSeconds } from "./times";

/** A hint in two sentences: what is visible, and what may help. */
export interface HintWords {
  seen: string;
  advice: string;
}

/** `note` is the counsellor's own last note before a change, possibly empty. */
export function hintWords({ kind, cause, since }: Hint, note = ""): HintWords {
  const time = clockSeconds(since * 1000);
  switch (kind) {
    case "people":
      return {
        seen: t("More than one face is in view."),
        advice: t("Nothing is read until the client alone is in the picture."),
      };
    case "light":
      return lightWords(cause);
    case "framing":
      return framingWords(cause);
    case "face":
      return {
        seen: t("No face in view since %(time)s.", { time }),
        advice: t("The client may have turned away, or the camera points elsewhere."),
      };
    case "change":
      return { seen: changeWords(cause, clock(since * 1000)), advice: afterWords(note) };
  }
}

function lightWords(cause: string): HintWords {
  return cause === "too_bright"
    ? {
        seen: t("It is too bright to read the face."),
        advice: t("Turning away from the window or lamp would help."),
      }
    : {
        seen: t("It is too dark to read the face."),
        advice: t("A lamp in front would help; a window behind does not."),
      };
}

function framingWords(cause: string): HintWords {
  if (cause.includes("small")) {
    return {
      seen: t("The face is too small to be read."),
      advice: t("Sitting closer to the camera would help."),
    };
  }
  if (cause.includes("cut")) {
    return {
      seen: t("The face is partly outside the picture."),
      advice: t("Tilting the camera, or moving to the middle, would help."),
    };
  }
  return {
    seen: t("The picture is too blurred to be read."),
    advice: t("Wiping the lens, or more light, would help."),
  };
}

function changeWords(cause: string, time: string): string {
  return cause === "higher"
    ? t("The valence has been higher than at the start since %(time)s.", { time })
    : t("The valence has been lower than at the start since %(time)s.", { time });
}

function afterWords(note: string): string {
  return note
    ? t("After your note “%(note)s”. A hint, not a finding.", { note })
    : t("A hint, not a finding.");
}

export function hintName(kind: HintKind): string {
  switch (kind) {
    case "people":
      return t("More than one face");
    case "light":
      return t("Poor light");
    case "framing":
      return t("Face too small, cut off or blurred");
    case "face":
      return t("Face lost");
    case "change":
      return t("Sustained change of valence");
  }
}
