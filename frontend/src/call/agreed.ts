const KEY = "consult.agreed.";

/**
 * Whether this browser said yes to the analysis of its camera, remembered over a reload.
 *
 * The server knows one decision for each client, whichever browser sent it. A camera may be used
 * only where somebody in front of it agreed: so every browser remembers its own yes.
 */
export function agreedHere(participation: string): boolean {
  try {
    return localStorage.getItem(KEY + participation) !== null;
  } catch {
    // Storage may be forbidden: then the question is asked once more.
    return false;
  }
}

export function rememberAgreement(participation: string, agreed: boolean): void {
  try {
    if (agreed) localStorage.setItem(KEY + participation, "yes");
    else localStorage.removeItem(KEY + participation);
  } catch {
    // As above.
  }
}
