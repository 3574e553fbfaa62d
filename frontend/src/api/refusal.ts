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
    /** Everything that was said, for the few who need more. */
    readonly said: Record<string, unknown> = {},
  ) {
    super(detail || code || `HTTP ${status}`);
  }
}

/** Read an error body: `{detail, code}`, `{field: ["message"]}`, or allauth's `{errors: […]}`. */
export function refusalOf(status: number, body: unknown): Refusal {
  const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  if (Array.isArray(said.errors)) return refusalOfErrors(status, said, said.errors);
  const fields: Record<string, string> = {};
  for (const [name, messages] of Object.entries(said)) {
    if (Array.isArray(messages) && typeof messages[0] === "string") fields[name] = messages[0];
  }
  return new Refusal(status, wordOf(said.code), wordOf(said.detail), fields, said);
}

function refusalOfErrors(status: number, said: Record<string, unknown>, list: unknown[]): Refusal {
  const errors = list as { code?: string; message?: string; param?: string }[];
  const fields: Record<string, string> = {};
  for (const { message, param } of errors) {
    if (param && message) fields[param] ??= message;
  }
  return new Refusal(status, wordOf(errors[0]?.code), wordOf(errors[0]?.message), fields, said);
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
