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

/** Read an error body: `{detail, code}` or `{field: ["message"]}`. */
export function refusalOf(status: number, body: unknown): Refusal {
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
