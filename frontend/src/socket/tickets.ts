import type { Refusal } from "../api/refusal";
import * as wire from "../wire";

/** What a refused ticket means: a close code that ends the line, or a reason to wait. */
export function refusedTicket(refusal: Refusal): number | "lost" | "not_open" {
  if (refusal.code === "not_open") return "not_open";
  if (refusal.code === "call_elsewhere") return wire.NOT_ALLOWED;
  if (refusal.code === "no_consent") return wire.CONSENT_MISSING;
  if (refusal.code === "consultation_over" || refusal.status === 410) {
    return wire.CONSULTATION_OVER;
  }
  if (refusal.status === 401) return wire.NOT_SIGNED_IN;
  if (refusal.status === 403 || refusal.status === 404) return wire.NOT_ALLOWED;
  return "lost";
}
