import type { Entry, Mean, Reason, SelfReport, Share, Verdict } from "../api/types";
import { t, tn } from "../i18n";
import { decimal, percent, signed } from "../words/numbers";
import { elapsed } from "../words/times";

/** "62 % to 78 %". */
export function shareRange({ low, high }: Share): string {
  return t("%(low)s to %(high)s", { low: percent(low), high: percent(high) });
}

/** "34.1 to 36.2", or with so many digits. */
export function meanRange({ low, high }: Mean, digits = 1): string {
  return t("%(low)s to %(high)s", { low: decimal(low, digits), high: decimal(high, digits) });
}

export function fewerThan(least: number, have: number): string {
  return t("fewer than %(least)s (%(have)s so far): no figure", { least, have });
}

/** Why nothing is said of index and ratings on one scale. */
export function lackingWords(
  { lacking, pairs }: Pick<SelfReport["beside"][number], "lacking" | "pairs">,
  needed: number,
  least: number,
): string {
  switch (lacking) {
    case "clients":
      return t(
        "Not enough clients yet: these %(pairs)s consultations are of fewer than %(least)s.",
        {
          pairs,
          least,
        },
      );
    case "unvarying":
      return t("Nothing can be said: all ratings, or all indices, are the same.");
    default:
      return notEnoughWords(pairs, needed);
  }
}

export function notEnoughWords(pairs: number, needed: number): string {
  return t(
    "Not enough ratings yet: %(pairs)s of %(needed)s consultations have a rating and an index.",
    { pairs, needed },
  );
}

/** What the index says of those who did not answer, from the difference's interval. */
export function biasWords(low: number, high: number): string {
  if (low > 0) {
    return t(
      "Those who answered had a higher index than those who did not: the ratings may flatter.",
    );
  }
  if (high < 0) {
    return t(
      "Those who answered had a lower index than those who did not: the ratings may be too low.",
    );
  }
  return t("No difference can be told between those who answered and those who did not.");
}

export function periodName(period: string): string {
  switch (period) {
    case "7d":
      return t("7 days");
    case "30d":
      return t("30 days");
    case "365d":
      return t("A year");
    case "all":
      return t("All");
    default:
      return t("90 days");
  }
}

export function ruleName(rule: Reason["rule"]): string {
  switch (rule) {
    case "rating":
      return t("low rating");
    case "srs":
      return t("low sum of the four scales");
    case "falling":
      return t("going down over consultations");
    case "fall":
      return t("strong darkening");
    case "comment":
      return t("a comment");
  }
}

/** Why a consultation is in the queue, as a sentence. */
export function reasonWords({ rule, value, limit, at_s: at }: Reason): string {
  switch (rule) {
    case "rating":
      return t("The client gave %(value)s of 5; worth a look from %(limit)s down.", {
        value: value ?? 0,
        limit: limit ?? 0,
      });
    case "srs":
      return t("The four scales sum up to %(value)s of 40; worth a talk under %(limit)s.", {
        value: decimal(value ?? 0),
        limit: decimal(limit ?? 0, 0),
      });
    case "falling":
      return value === null
        ? t("The client's expression index fell clearly over their latest consultations.")
        : tn(
            "The client rated lower than the time before, %s time in a row.",
            "The client rated lower than the time before, %s times in a row.",
            value,
          );
    case "fall":
      // The policy may keep the figure from standing beside the counsellor's name.
      if (value === null) return t("Apparent valence fell strongly at one point.");
      return t("Apparent valence fell by %(value)s at %(time)s.", {
        value: signed(value).replace(/^−/, ""),
        time: elapsed(at ?? 0),
      });
    case "comment":
      return t("The client left a comment.");
  }
}

export function actName(act: Verdict["act"]): string {
  switch (act) {
    case "looked_at":
      return t("Looked at");
    case "follow_up":
      return t("Follow up");
    case "no_action":
      return t("No action needed");
    case "assigned":
      return t("Assigned");
    case "resolved":
      return t("Resolved");
    case "reopened":
      return t("Opened again");
  }
}

/** What the client said of one consultation. */
export function saidWords(entry: Entry): string {
  if (entry.csat !== null) return t("%(value)s of 5", { value: entry.csat });
  if (entry.srs !== null) return t("%(value)s of 40", { value: decimal(entry.srs) });
  if (entry.can_answer) return t("asked, can still answer");
  return entry.asked ? t("asked, no answer") : t("not asked");
}
