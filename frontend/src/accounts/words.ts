import type { AuditEntry, Role } from "../api/types";
import { t } from "../i18n";
import { changesWords } from "../practice/words";

/** Acts that give no role have none; their words name none. */
export function roleName(role: Role | ""): string {
  return role === "administrator" ? t("Administrator") : t("Counsellor");
}

/** "Firefox on Windows", from what a browser says of itself; its own words where that is new. */
export function browserName(agent: string): string {
  const browser = firstIn(agent, [
    ["Edg", "Edge"],
    ["OPR/", "Opera"],
    ["Firefox/", "Firefox"],
    ["Chrome/", "Chrome"],
    ["CriOS/", "Chrome"],
    ["FxiOS/", "Firefox"],
    ["Safari/", "Safari"],
  ]);
  const system = firstIn(agent, [
    ["Android", "Android"],
    ["iPhone", "iPhone"],
    ["iPad", "iPad"],
    ["Windows", "Windows"],
    ["Mac OS", "macOS"],
    ["CrOS", "ChromeOS"],
    ["Linux", "Linux"],
  ]);
  if (browser && system) return t("%(browser)s on %(system)s", { browser, system });
  return browser || system || agent.slice(0, 60) || t("Unknown browser");
}

/** The first that is found: browsers name their ancestors, too. */
function firstIn(agent: string, marks: [string, string][]): string {
  return marks.find(([mark]) => agent.includes(mark))?.[1] ?? "";
}

/** One line of the audit, without who did it and when. */
export function auditWords({ act, subject, role, details }: AuditEntry): string {
  const name = subject || t("somebody who is gone");
  switch (act) {
    case "invited":
      return t("Invited a colleague as %(role)s", { role: roleName(role).toLowerCase() });
    case "invited_again":
      return t("Sent an invitation again");
    case "invitation_withdrawn":
      return t("Took an invitation back");
    case "joined":
      return t("Took up the invitation as %(role)s", { role: roleName(role).toLowerCase() });
    case "role_changed":
      return t("Made %(name)s %(role)s", { name, role: roleName(role).toLowerCase() });
    case "deactivated":
      return t("Closed the account of %(name)s", { name });
    case "reactivated":
      return t("Opened the account of %(name)s again", { name });
    case "second_factor_reset":
      return t("Removed the second factor of %(name)s", { name });
    case "policy_changed":
      return t("Changed the policy: %(changes)s", { changes: changesWords(details) });
    case "review_viewed":
      return t("Looked at the review");
    case "review_exported":
      return t("Took figures of the review along");
    case "verdict_given":
      return t("Gave a verdict on a consultation of %(name)s", { name });
    case "rules_changed":
      return t("Changed the rules of the review queue");
    case "key_made":
      return t("Made an API key");
    case "key_withdrawn":
      return t("Withdrew an API key");
    case "webhook_added":
      return t("Added a webhook");
    case "webhook_changed":
      return t("Changed a webhook");
    case "webhook_removed":
      return t("Removed a webhook");
  }
}

/** The same for whom it concerns: of a look, whether it was at one's own work or at everybody's. */
export function ownAuditWords(entry: AuditEntry): string {
  const { act, subject } = entry;
  if (act === "review_viewed") {
    return subject
      ? t("Looked at the review of your consultations")
      : t("Looked at the review of the whole practice");
  }
  if (act === "review_exported") {
    return subject
      ? t("Downloaded the review of your consultations")
      : t("Downloaded the review of the whole practice");
  }
  return auditWords(entry);
}
