import { signal } from "@preact/signals";

import { account, answered, api, whenSignedOut } from "./http";
import { Refusal } from "./refusal";
import type { Me } from "./types";

/** Who is signed in: unknown until asked, null when nobody. */
export const me = signal<Me | null | undefined>(undefined);

/** The session ended while somebody was at work: the sign-in page owes them a word. */
export const sessionEnded = signal(false);

whenSignedOut(() => {
  if (me.value) sessionEnded.value = true;
  me.value = null;
});

/**
 * Ask who is signed in; anonymous is an answer, not an error.
 *
 * Throws a Refusal with status 403 for an account that belongs to no practice.
 */
export async function askWhoIsSignedIn(): Promise<void> {
  try {
    me.value = await answered(api.GET("/api/v1/me/"));
    sessionEnded.value = false;
  } catch (refusal) {
    const status = refusal instanceof Refusal ? refusal.status : 0;
    if (status === 401 || status === 403) me.value = null;
    if (status !== 401) throw refusal;
  }
}

/**
 * Sign in by password.
 *
 * Throws a Refusal with status 400 for a wrong password, 429 after too many tries, and 403 with
 * the server's words for an account that belongs to no practice.
 */
export async function signIn(email: string, password: string): Promise<void> {
  await account("POST", "login", { email, password });
  await askWhoIsSignedIn();
}

/** Sign out. The endpoint answers 401, which here means: done. */
export async function signOut(): Promise<void> {
  try {
    await account("DELETE", "session");
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.status !== 401) throw refusal;
  }
  me.value = null;
  // Also where an answer to somebody signed out came in between: this was no surprise.
  sessionEnded.value = false;
}
