import type { GapKind } from "../charts/curve";
import { t, tn } from "../i18n";
import { lasting } from "./times";

/** What was missing in a gap, in few words: for charts and tables. */
export function gapName(kind: GapKind): string {
  switch (kind) {
    case "no_face":
      return t("no readable face");
    case "no_camera":
      // No picture came: pictures alone do not tell which of these it was.
      return t("no camera: not joined, paused, or off");
    case "unknown":
      return t("no reading");
  }
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
