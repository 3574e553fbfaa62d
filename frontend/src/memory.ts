/** For this tab only, until its person signs out, or for this browser. */
export type Where = "tab" | "browser";

/** Keep a text under a key, or forget it (null). */
export function remember(where: Where, key: string, text: string | null): void {
  try {
    if (text === null) storageOf(where).removeItem(key);
    else storageOf(where).setItem(key, text);
  } catch {
    // Storage may be forbidden or full: then it lives as long as the page.
  }
}

/** What is kept under a key, or null. */
export function recall(where: Where, key: string): string | null {
  try {
    return storageOf(where).getItem(key);
  } catch {
    return null;
  }
}

/** What is kept as JSON under a key, or null; also where it is none. */
export function recallJson(where: Where, key: string): unknown {
  try {
    return JSON.parse(recall(where, key) ?? "null");
  } catch {
    return null;
  }
}

function storageOf(where: Where): Storage {
  return where === "tab" ? sessionStorage : localStorage;
}
