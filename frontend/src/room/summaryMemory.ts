import { recall, remember } from "../memory";

/**
 * A summary that is being written, over a reload: in this tab only, and until its counsellor signs
 * out.
 */
export function rememberSummary(consultation: string, unsaved: string | null): void {
  remember("tab", place(consultation), unsaved);
}

/** What was written and not saved, or null. */
export function rememberedSummary(consultation: string): string | null {
  return recall("tab", place(consultation));
}

function place(consultation: string): string {
  return `consult.summary.${consultation}`;
}
