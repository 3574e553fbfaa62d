import type { Access } from "../api/types";
import { t } from "../i18n";

/** Who it was, by name where there is one. */
export function accessor({ by, name }: Access): string {
  if (by === "client") return t("The client");
  if (name) return name;
  return by === "administrator" ? t("An administrator") : t("A counsellor");
}

/** The same for the client, who reads of themselves. */
export function accessorToClient(view: Access): string {
  return view.by === "client" ? t("You") : accessor(view);
}

/** What was done, said to the client whose data it is. */
export function accessWordsToClient(view: Access): string {
  if (view.by === "client") {
    return view.act === "copied" ? t("downloaded your data") : t("opened your report");
  }
  switch (view.act) {
    case "copied":
      return t("copied all your data");
    case "shared":
      return t("shared the report with you");
    case "taken_back":
      return t("took the report back from you");
    case "rating":
      return t("read your rating");
    default:
      return accessWords(view);
  }
}

/** What was done, without a tense that would ask for a gender in Ukrainian. */
export function accessWords({ act }: Access): string {
  switch (act) {
    case "watched":
      return t("watched the labels live");
    case "read":
      return t("read the labels");
    case "rating":
      return t("read what the client said");
    case "listed":
      return t("saw it in a list of the review");
    case "exported":
      return t("downloaded it in a file of the review");
    case "compared":
      return t("looked at the change over consultations");
    case "viewed":
      return t("opened the report");
    case "pdf":
      return t("downloaded the PDF");
    case "csv":
      return t("downloaded the readings (CSV)");
    case "json":
      return t("downloaded the report (JSON)");
    case "xlsx":
      return t("downloaded the report (Excel)");
    case "copied":
      return t("copied all the client's data");
    case "shared":
      return t("shared the report with the client");
    case "taken_back":
      return t("took the report back from the client");
  }
}
