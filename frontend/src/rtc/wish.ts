import { recallJson, remember } from "../memory";

/** How a person wants to be in the call, and how far they are: a reload must not ask again. */
export interface Wish {
  camera: boolean;
  muted: boolean;
  stand: "before" | "in" | "left";
}

export const FIRST_WISH: Wish = { camera: true, muted: false, stand: "before" };

/** What was wished in this tab, or null: another tab, as another person, is asked for itself. */
export function recallWish(id: string): Wish | null {
  const kept = recallJson("tab", keyOf(id)) as Partial<Wish> | null;
  return kept && { ...FIRST_WISH, ...kept };
}

export function keepWish(id: string, wish: Wish): void {
  remember("tab", keyOf(id), JSON.stringify(wish));
}

function keyOf(id: string): string {
  return `consult.call.${id}`;
}
