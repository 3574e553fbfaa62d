/** One's own account: profile, password, second factor, passkeys, signed-in browsers, audit. */
import { createPasskey } from "../accounts/passkeys";
import { account, answered, api, older } from "./http";
import { Refusal } from "./refusal";
import { me } from "./session";
import type { AuditEntry, MyChanges } from "./types";

/** Times in seconds of Unix time, as allauth gives them. */
export interface BrowserSession {
  id: number;
  user_agent: string;
  created_at: number;
  last_seen_at: number;
  is_current: boolean;
}

export type Authenticator =
  | { type: "totp"; created_at: number; last_used_at: number | null }
  | { type: "recovery_codes"; unused_code_count: number; total_code_count: number }
  | Passkey;

export interface Passkey {
  type: "webauthn";
  id: number;
  name: string;
  created_at: number;
  last_used_at: number | null;
}

const FACTORS = "account/authenticators";

export async function saveProfile(changes: MyChanges): Promise<void> {
  me.value = await answered(api.PATCH("/api/v1/me/", { body: changes }));
}

/** How many acts a page of them holds. */
export const AUDIT_PAGE = 100;

/** What others did that concerns the signed-in person, the latest first; with `before`, older. */
export async function readOwnAudit(before?: number): Promise<AuditEntry[]> {
  return await answered(api.GET("/api/v1/me/audit/", { params: { query: older(before) } }));
}

export async function changePassword(current: string, wanted: string): Promise<void> {
  const body = { current_password: current, new_password: wanted };
  await account("POST", "account/password/change", body);
}

export async function askForResetLink(email: string): Promise<void> {
  await account("POST", "auth/password/request", { email });
}

/** Tell whether a link for a new password still works. */
export async function resetLinkWorks(key: string): Promise<boolean> {
  try {
    await account("GET", "auth/password/reset", undefined, { "X-Password-Reset-Key": key });
    return true;
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.status === 400) return false;
    throw refusal;
  }
}

/** Set a new password by a link. Throws a Refusal with fields `key` or `password`. */
export async function resetPassword(key: string, password: string): Promise<void> {
  try {
    await account("POST", "auth/password/reset", { key, password });
  } catch (refusal) {
    // allauth's "done, now sign in".
    if (!(refusal instanceof Refusal) || refusal.status !== 401) throw refusal;
  }
}

export async function readAuthenticators(): Promise<Authenticator[]> {
  return (await account("GET", FACTORS)).data as Authenticator[];
}

/** Begin to set up an app; the picture of its code is at `APP_PICTURE`. */
export async function newAppSecret(): Promise<string> {
  try {
    await account("GET", `${FACTORS}/totp`);
  } catch (refusal) {
    // 404: there is no app yet, and this is the secret for one.
    if (!(refusal instanceof Refusal) || refusal.status !== 404) throw refusal;
    return (refusal.said.meta as { secret?: string } | undefined)?.secret ?? "";
  }
  throw new Refusal(409, "has_app", "");
}

export const APP_PICTURE = "/api/v1/me/app.svg";

export async function addApp(code: string): Promise<void> {
  await account("POST", `${FACTORS}/totp`, { code });
}

export async function removeApp(): Promise<void> {
  await account("DELETE", `${FACTORS}/totp`);
}

export async function readRecoveryCodes(): Promise<string[]> {
  const { data } = await account("GET", `${FACTORS}/recovery-codes`);
  return (data as { unused_codes?: string[] }).unused_codes ?? [];
}

export async function newRecoveryCodes(): Promise<string[]> {
  const { data } = await account("POST", `${FACTORS}/recovery-codes`, {});
  return (data as { unused_codes?: string[] }).unused_codes ?? [];
}

/** Have the browser make a passkey and keep it; true where recovery codes were made with it. */
export async function addPasskey(name: string): Promise<boolean> {
  const { data } = await account("GET", `${FACTORS}/webauthn?passwordless`);
  const options = data as { creation_options: Parameters<typeof createPasskey>[0] };
  const credential = await createPasskey(options.creation_options);
  const { meta } = await account("POST", `${FACTORS}/webauthn`, { name, credential });
  return Boolean(meta?.recovery_codes_generated);
}

export async function removePasskey(id: number): Promise<void> {
  await account("DELETE", `${FACTORS}/webauthn`, { authenticators: [id] });
}

export async function readBrowserSessions(): Promise<BrowserSession[]> {
  return (await account("GET", "auth/sessions")).data as BrowserSession[];
}

export async function endBrowserSessions(ids: number[]): Promise<BrowserSession[]> {
  return (await account("DELETE", "auth/sessions", { sessions: ids })).data as BrowserSession[];
}
