import type { GapKind } from "../charts/curve";
import type { GapLook } from "../charts/gapLook";
import { t, tn } from "../i18n";
import { lasting } from "./times";

/** What was missing in a gap, in few words: for charts and tables. */
export function gapName(kind: GapKind): string {
  switch (kind) {
    case "no_face":
      return t("no readable face");
    case "no_camera":
      // Of all that this can be nobody knows which; older reports call pauses so, too.
      return t("no pictures from the camera");
    case "paused_by_client":
      return t("paused by the client");
    case "paused_by_counsellor":
      return t("paused by the counsellor");
    case "paused_by_both":
      return t("paused by both");
    case "no_consent":
      return t("consent refused or withdrawn");
    case "unknown":
      return t("no reading");
  }
}

/** What gaps of one look have in common: for a legend. */
export function lookName(look: GapLook): string {
  return look === "stopped" ? t("analysis paused or not allowed") : gapName(look);
}

/** "3 gaps, longest 12 s"; `gaps` are those while a camera was on. */
export function gapsWords(gaps: { from: number; to: number }[]): string {
  if (gaps.length === 0) return t("no gap over 5 s while the camera was on");
  const longest = Math.max(...gaps.map(({ from, to }) => to - from));
  return t("%(gaps)s, longest %(time)s", {
    gaps: tn("%s gap", "%s gaps", gaps.length),
    time: lasting(longest),
  });
}
