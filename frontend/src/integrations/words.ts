import type { Delivery, Scope, WebhookEvent } from "../api/types";
import { t } from "../i18n";

export const SCOPES: readonly Scope[] = ["consultations:read", "reports:read", "review:read"];
export const EVENTS: readonly WebhookEvent[] = [
  "consultation.ended",
  "report.ready",
  "rating.given",
];

export function scopeName(scope: Scope): string {
  return {
    "consultations:read": t("Consultations: who, when, state"),
    "reports:read": t("Reports and readings"),
    "review:read": t("Ratings and the review"),
  }[scope];
}

export function eventName(event: Delivery["event"]): string {
  return {
    "consultation.ended": t("A consultation has ended"),
    "report.ready": t("A report is ready"),
    "rating.given": t("A client has rated"),
    test: t("A test"),
  }[event];
}

/** How far a message came, with what the last attempt met. */
export function deliveryWords({ state, answered, problem, attempts }: Delivery): string {
  if (state === "delivered") return t("arrived");
  const met = answered ? t("answered %(status)s", { status: answered }) : problemWords(problem);
  if (state === "failed") return t("given up: %(met)s", { met });
  return attempts === 0 ? t("on its way") : t("will be sent again: %(met)s", { met });
}

function problemWords(problem: string): string {
  switch (problem) {
    case "not_public":
      return t("the address does not lie on the public internet");
    case "unknown_host":
      return t("there is no server of this name");
    case "not_https":
      return t("the address does not begin with https://");
    case "":
      return t("no answer yet");
    default:
      return t("the server could not be reached");
  }
}
