import type { Policy } from "../api/types";
import { t, tn } from "../i18n";

type Setting = Exclude<keyof Policy, "id" | "name">;

export function presetName(preset: Policy["preset"]): string {
  switch (preset) {
    case "eu":
      return t("EU");
    case "research":
      return t("Research");
    default:
      return t("Default");
  }
}

function scaleName(scale: Policy["rating_scale"]): string {
  return scale === "srs" ? t("four questions") : t("one question");
}

/** What of a policy was changed, from the audit: "labels are kept: 30 days → 14 days". */
export function changesWords(details: unknown): string {
  const changes = Object.entries(details as object) as [Setting, [unknown, unknown]][];
  return changes
    .map(([setting, [before, after]]) => {
      const values = `${valueWords(setting, before)} → ${valueWords(setting, after)}`;
      return `${settingName(setting)}: ${values}`;
    })
    .join("; ");
}

function settingName(setting: Setting): string {
  switch (setting) {
    case "preset":
      return t("preset");
    case "analyse_client":
      return t("analysis of the client's camera");
    case "analyse_counsellor":
      return t("analysis of the counsellor's camera");
    case "retention_days":
      return t("labels are kept");
    case "file_days":
      return t("clients’ files are kept");
    case "rating_scale":
      return t("clients are asked");
    case "share_reports":
      return t("reports for clients");
    case "index_by_counsellor":
      return t("expression index by counsellor");
  }
}

function valueWords(setting: Setting, value: unknown): string {
  if (setting === "preset") return presetName(value as Policy["preset"]);
  if (setting === "rating_scale") return scaleName(value as Policy["rating_scale"]);
  if (setting === "file_days" && value === null) return t("until they are erased");
  if (setting === "retention_days" || setting === "file_days")
    return tn("%s day", "%s days", Number(value));
  return value ? t("on") : t("off");
}
