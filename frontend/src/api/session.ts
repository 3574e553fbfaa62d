import { effect, signal } from "@preact/signals";

import { account, answered, api, whenSignedOut } from "./http";
import { Refusal } from "./refusal";
import { readTimesIn } from "../words/times";
import type { Me } from "./types";

/** Who is signed in: unknown until asked, null when nobody. */
export const me = signal<Me | null | undefined>(undefined);

/**
 * The session ended while somebody was at work. `me` stays, and so does their page with whatever
 * they were writing: they sign in again in place.
 */
export const sessionEnded = signal(false);

whenSignedOut(() => {
  if (me.value) sessionEnded.value = true;
  else me.value = null;
});

/**
 * Ask who is signed in; anonymous is an answer, not an error.
 *
 * Throws a Refusal with status 403 for an account that belongs to no practice.
 */
export async function askWhoIsSignedIn(): Promise<void> {
  try {
    me.value = await answered(api.GET("/api/v1/me/"));
    readTimesIn(me.value.time_zone);
    sessionEnded.value = false;
  } catch (refusal) {
    const status = refusal instanceof Refusal ? refusal.status : 0;
    if (status === 401 && !sessionEnded.value) me.value = null;
    if (status === 403) {
      me.value = null;
      const operator = refusal instanceof Refusal && refusal.code === "operator";
      const theirs = operator ? operatorsPage(location.pathname, location.search) : null;
      if (theirs) location.replace(theirs);
    }
    if (status !== 401) throw refusal;
  }
}

/** Operators belong to no practice: from the front door they go to their pages, to the one they
 * came from where it is known. Null: they are elsewhere, as with a client's link, and stay. */
export function operatorsPage(path: string, query: string): string | null {
  if (path !== "/" && path !== "/sign-in") return null;
  const next = new URLSearchParams(query).get("next");
  return next?.startsWith("/admin/") ? next : "/admin/";
}

/** Keep the zone in which this person reads times. */
export async function changeTimeZone(time_zone: string): Promise<void> {
  me.value = await answered(api.PATCH("/api/v1/me/", { body: { time_zone } }));
  readTimesIn(time_zone);
}

/** Sign out. The endpoint answers 401, which here means: done. */
export async function signOut(): Promise<void> {
  try {
    await account("DELETE", "auth/session");
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.status !== 401) throw refusal;
  }
  forget();
}

/** Give the page up after the session has ended. */
export function forget(): void {
  me.value = null;
  forgetRooms();
  // Also where an answer to somebody signed out came in between: this was no surprise.
  sessionEnded.value = false;
}

/** What this tab remembers of rooms is theirs alone, like notes that were not stored. */
function forgetRooms(): void {
  try {
    sessionStorage.clear();
  } catch {
    // Storage may be forbidden: then nothing is remembered.
  }
}

/** Have it called whenever somebody has signed in again in place. Returns how to stop that. */
export function onSignedInAgain(listener: () => void): () => void {
  let ended = sessionEnded.peek();
  return effect(() => {
    const before = ended;
    ended = sessionEnded.value;
    if (before && !ended && me.peek()) listener();
  });
}

/**
 * Do something, and where the session had ended, do it once more after the person has signed in
 * again. Throws what the action throws, and the 401 where they leave instead.
 */
export async function retriedAfterSignIn<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.status !== 401) throw refusal;
    if (!(await signedInAgain())) throw refusal;
    return action();
  }
}

/** Wait for the end of the interruption; false where they left. */
function signedInAgain(): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (me.value && sessionEnded.value) return;
      // The effect's own first run comes before `stop` is known.
      queueMicrotask(() => stop());
      resolve(Boolean(me.value));
    });
  });
}
