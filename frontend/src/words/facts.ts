/** Short facts in one line, "a · b · c"; where it wraps, no line begins with the dot. */
export function facts(...parts: string[]): string {
  return parts.filter(Boolean).join("\u00a0· ");
}
