import createClient from "openapi-fetch";

import { Refusal, refusalOf } from "./refusal";
import type { paths } from "./schema";

/** Here a 401 means a browser that has not joined: clients have no account to sign in to. */
const CLIENTS = "/api/v1/participations/";

let signedOut: () => void = () => undefined;

/** Have it called whenever an answer shows that nobody is signed in. */
export function whenSignedOut(listener: () => void): void {
  signedOut = listener;
}

/** Longer than this, in ms, no question is answered: the network swallows it. */
const PATIENCE = 20_000;

/**
 * Browsers wait for minutes, and so long a page that asks by the clock would ask nothing. Only the
 * beginning of an answer is waited for, which may itself be long on its way; and what changes
 * something may take its time.
 */
async function fetchInTime(request: Request): Promise<Response> {
  if (request.method !== "GET") return fetch(request);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: limit.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** One door for every request of the product's interface, typed by its published schema. */
export const api = createClient<paths>({
  credentials: "same-origin",
  // Browsers may keep even a 410, and here every answer is about this moment.
  cache: "no-store",
  fetch: fetchInTime,
});

api.use({
  async onRequest({ request }) {
    if (request.method === "GET") return;
    await haveCsrfToken();
    request.headers.set("X-CSRFToken", csrfToken());
  },
  onResponse: ({ response, schemaPath }) => {
    if (response.status === 401 && !schemaPath.startsWith(CLIENTS)) signedOut();
  },
  onError: () => new Refusal(0, "unreachable", ""),
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Unpack an answer. Throws a Refusal when the server said no or could not be reached. */
export async function answered<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw refusalOf(response.status, error);
  return data as Data;
}

/** The query of a list, the latest first, that is read on after an entry. */
export function older(before?: number): { before?: number } {
  return before === undefined ? {} : { before };
}

interface AccountAnswer {
  data?: unknown;
  meta?: Record<string, unknown>;
}

/**
 * The account endpoints of django-allauth, which are no part of the schema; by path under
 * `/_allauth/browser/v1/`. Throws a Refusal like `answered`.
 */
export async function account(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<AccountAnswer> {
  if (method !== "GET") await haveCsrfToken();
  let response: Response;
  try {
    response = await fetch(`/_allauth/browser/v1/${path}`, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      // Who signs out and closes the page at once is signed out.
      keepalive: method !== "GET",
      headers: {
        ...headers,
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": csrfToken(),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, "unreachable", "");
  }
  const said: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw refusalOf(response.status, said);
  return said as AccountAnswer;
}

export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** Django hands the token out with the page and with the session endpoint. */
export async function haveCsrfToken(): Promise<void> {
  if (csrfToken()) return;
  await account("GET", "auth/session").catch(() => undefined);
}
