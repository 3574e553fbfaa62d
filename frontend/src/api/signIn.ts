import { getPasskey } from "../accounts/passkeys";
import { account } from "./http";
import { Refusal } from "./refusal";
import { askWhoIsSignedIn } from "./session";

/** What proves a second time: the app's or a recovery code, or a passkey. */
export type Factor = "totp" | "recovery_codes" | "webauthn";

interface Flow {
  id: string;
  is_pending?: boolean;
  types?: Factor[];
}

/** Signed in (null), or the factors of which one is still wanted. */
export type Wanted = Factor[] | null;

/**
 * Sign in by password.
 *
 * Throws a Refusal: 400 for a wrong password, 429 with `retry_after` (s) while locked out, 403 in
 * the server's words for an account that belongs to no practice, 401 for a closed account.
 */
export async function signIn(email: string, password: string): Promise<Wanted> {
  try {
    await account("POST", "auth/login", { email, password });
  } catch (refusal) {
    const wanted = pendingFactors(refusal);
    if (wanted) return wanted;
    // Another tab was faster.
    if (!(refusal instanceof Refusal) || refusal.status !== 409) throw refusal;
  }
  await askWhoIsSignedIn();
  return null;
}

/** The second step by a code of the app or a recovery code. Throws a Refusal with 400. */
export async function signInByCode(code: string): Promise<void> {
  await account("POST", "auth/2fa/authenticate", { code });
  await askWhoIsSignedIn();
}

/** The second step by a passkey. Throws a Refusal, or what the browser throws. */
export async function signInBySecondPasskey(): Promise<void> {
  await byPasskey("auth/webauthn/authenticate");
  await askWhoIsSignedIn();
}

/** Both steps at once. Throws a Refusal, or what the browser throws. */
export async function signInByPasskey(): Promise<void> {
  await byPasskey("auth/webauthn/login");
  await askWhoIsSignedIn();
}

/** Prove once more who one is, before a change to the account. Throws as signing in does. */
export const vouch = {
  byPassword: (password: string) => account("POST", "auth/reauthenticate", { password }),
  byPasskey: () => byPasskey("auth/webauthn/reauthenticate"),
};

async function byPasskey(path: string): Promise<void> {
  const { data } = await account("GET", path);
  const { request_options } = data as { request_options: Parameters<typeof getPasskey>[0] };
  await account("POST", path, { credential: await getPasskey(request_options) });
}

function pendingFactors(refusal: unknown): Factor[] | null {
  if (!(refusal instanceof Refusal) || refusal.status !== 401) return null;
  const data = refusal.said.data as { flows?: Flow[] } | undefined;
  const flow = data?.flows?.find((one) => one.id === "mfa_authenticate" && one.is_pending);
  return flow ? (flow.types ?? ["totp"]) : null;
}
