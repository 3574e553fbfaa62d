/**
 * A summary that is being written, over a reload: in this tab only, and until its counsellor signs
 * out.
 */
export function rememberSummary(consultation: string, unsaved: string | null): void {
  try {
    if (unsaved === null) sessionStorage.removeItem(place(consultation));
    else sessionStorage.setItem(place(consultation), unsaved);
  } catch {
    // Storage may be forbidden: then it lives as long as the page.
  }
}

/** What was written and not saved, or null. */
export function rememberedSummary(consultation: string): string | null {
  try {
    return sessionStorage.getItem(place(consultation));
  } catch {
    return null;
  }
}

function place(consultation: string): string {
  return `consult.summary.${consultation}`;
}
