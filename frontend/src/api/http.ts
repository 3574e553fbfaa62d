/** One door for every request: same origin, CSRF token, and refusals as one typed error. */

/** The server said no, or could not be reached (`status` 0). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    /** The machine's word for it: `wrong_state`, `unknown_invite`, … */
    readonly code: string,
    /** The server's words for a person, possibly empty. */
    readonly detail: string,
    /** Messages by form field. */
    readonly fields: Record<string, string> = {},
  ) {
    super(detail || code || `HTTP ${status}`);
  }
}

type Method = "GET" | "POST" | "DELETE";

export async function request<Answer>(
  method: Method,
  path: string,
  body?: unknown,
): Promise<Answer> {
  if (method !== "GET") await haveCsrfToken();
  const response = await reach(path, {
    method,
    credentials: "same-origin",
    // Browsers may keep even a 410, and here every answer is about this moment.
    cache: "no-store",
    headers: headersFor(method, body),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await readBody(response);
  if (!response.ok) throw refusalOf(response.status, answer);
  return answer as Answer;
}

export function csrfToken(): string {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** Django hands the token out with the session endpoint; a client without an account asks it too. */
export async function haveCsrfToken(): Promise<void> {
  if (!csrfToken()) await reach("/_allauth/browser/v1/auth/session", {});
}

function headersFor(method: Method, body: unknown): Record<string, string> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  return headers;
}

async function reach(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refusal(0, "unreachable", "");
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function refusalOf(status: number, body: unknown): Refusal {
  const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const fields: Record<string, string> = {};
  for (const [name, messages] of Object.entries(said)) {
    if (Array.isArray(messages) && typeof messages[0] === "string") fields[name] = messages[0];
  }
  return new Refusal(status, wordOf(said.code), wordOf(said.detail), fields);
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
