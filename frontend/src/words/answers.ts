import { t } from "../i18n";
import type { Status } from "../wire";

/** Why a frame gave no reading, in words for whoever sits before the camera or watches it. */
export function noReadingWords(status: Status, reason = ""): string {
  switch (status) {
    case "no_face":
      return t("No face in view");
    case "many_faces":
      return t("More than one face in view");
    case "poor_quality":
      return qualityWords(reason);
    case "dropped":
    case "rejected":
      return t("A picture was skipped");
    case "reading":
      return "";
  }
}

function qualityWords(reason: string): string {
  if (reason.includes("dark")) return t("Too dark to see the face well");
  if (reason.includes("bright")) return t("Too bright to see the face well");
  if (reason.includes("blur")) return t("The picture is blurred");
  if (reason.includes("small")) return t("The face is too far away");
  if (reason.includes("cut")) return t("The face is partly outside the picture");
  return t("The face cannot be seen well");
}
