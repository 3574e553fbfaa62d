import type { Refusal } from "../api/refusal";
import * as wire from "../wire";

/** An end by a close code, and the reason where the code alone does not say it. */
export interface Ending {
  code: number;
  reason: string;
}

/** What a refused ticket means: an end of the line, or a reason to wait. */
export function refusedTicket(refusal: Refusal): Ending | "lost" | "not_open" {
  if (refusal.code === "not_open") return "not_open";
  const code = codeOf(refusal);
  return code === null ? "lost" : { code, reason: refusal.code };
}

function codeOf(refusal: Refusal): number | null {
  if (refusal.code === "policy") return wire.NOT_ALLOWED;
  if (refusal.code === "call_elsewhere") return wire.NOT_ALLOWED;
  if (refusal.code === "no_consent") return wire.CONSENT_MISSING;
  if (refusal.code === "consultation_over" || refusal.status === 410) {
    return wire.CONSULTATION_OVER;
  }
  if (refusal.status === 401) return wire.NOT_SIGNED_IN;
  if (refusal.status === 403 || refusal.status === 404) return wire.NOT_ALLOWED;
  return null;
}
