import { recall, remember } from "../memory";

/** Whether the client paused in this tab and the server has not heard of it: known over a reload. */
export function unheardPause(participation: string): boolean {
  return recall("tab", place(participation)) !== null;
}

export function rememberPause(participation: string, unheard: boolean): void {
  remember("tab", place(participation), unheard ? "yes" : null);
}

function place(participation: string): string {
  return `consult.pause.${participation}`;
}
