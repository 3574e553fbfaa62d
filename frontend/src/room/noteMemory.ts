import type { Note } from "./noteOutbox";

/** What a reload must not lose: the note that is being written, and those not stored yet. */
export interface HeldNotes {
  begun: (Note & { marked: boolean }) | null;
  unsent: readonly Note[];
}

const NOTHING: HeldNotes = { begun: null, unsent: [] };

/** In this tab only, and until its counsellor signs out. */
export function rememberNotes(consultation: string, held: HeldNotes): void {
  try {
    if (held.begun || held.unsent.length > 0)
      sessionStorage.setItem(place(consultation), JSON.stringify(held));
    else sessionStorage.removeItem(place(consultation));
  } catch {
    // Storage may be forbidden: then they live as long as the page.
  }
}

export function rememberedNotes(consultation: string): HeldNotes {
  try {
    const held = sessionStorage.getItem(place(consultation));
    return held === null ? NOTHING : (JSON.parse(held) as HeldNotes);
  } catch {
    return NOTHING;
  }
}

function place(consultation: string): string {
  return `consult.notes.${consultation}`;
}
