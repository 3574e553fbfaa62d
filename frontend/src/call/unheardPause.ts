const KEY = "consult.pause.";

/** Whether the client paused in this tab and the server has not heard of it: known over a reload. */
export function unheardPause(participation: string): boolean {
  try {
    return sessionStorage.getItem(KEY + participation) !== null;
  } catch {
    // Storage may be forbidden: then the pause lives as long as the page.
    return false;
  }
}

export function rememberPause(participation: string, unheard: boolean): void {
  try {
    if (unheard) sessionStorage.setItem(KEY + participation, "yes");
    else sessionStorage.removeItem(KEY + participation);
  } catch {
    // As above.
  }
}
