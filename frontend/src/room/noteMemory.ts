import { recallJson, remember } from "../memory";
import type { Note } from "./noteOutbox";

/** What a reload must not lose: the note that is being written, and those not stored yet. */
export interface HeldNotes {
  begun: (Note & { marked: boolean }) | null;
  unsent: readonly Note[];
}

const NOTHING: HeldNotes = { begun: null, unsent: [] };

/** In this tab only, and until its counsellor signs out. */
export function rememberNotes(consultation: string, held: HeldNotes): void {
  const any = held.begun !== null || held.unsent.length > 0;
  remember("tab", place(consultation), any ? JSON.stringify(held) : null);
}

export function rememberedNotes(consultation: string): HeldNotes {
  return (recallJson("tab", place(consultation)) as HeldNotes | null) ?? NOTHING;
}

function place(consultation: string): string {
  return `consult.notes.${consultation}`;
}
