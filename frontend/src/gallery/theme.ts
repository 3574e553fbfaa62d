export type Theme = "system" | "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

/**
 * Show the page in a theme, whatever the system's is. The style sheets ask the system; so the one
 * way without a second set of tokens is to answer their question otherwise.
 */
export function showTheme(theme: Theme): void {
  const answer = { system: DARK, light: "not all", dark: "all" }[theme];
  document.documentElement.style.colorScheme = theme === "system" ? "" : theme;
  for (const rule of questions()) rule.media.mediaText = answer;
}

/** Found before any was answered: an answered one does not look like a question any more. */
const found = new Set<CSSMediaRule>();

function questions(): Iterable<CSSMediaRule> {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === DARK) found.add(rule);
    }
  }
  return found;
}

/** What the tokens are at this moment, as "#rrggbb". */
export function tokensNow(names: readonly string[]): Record<string, string> {
  const style = getComputedStyle(document.documentElement);
  const brush = document.createElement("canvas").getContext("2d");
  return Object.fromEntries(
    names.map((name) => {
      const written = style.getPropertyValue(`--${name}`).trim();
      if (!brush) return [name, written];
      // A canvas gives every way to write an opaque colour back in one.
      brush.fillStyle = written;
      return [name, brush.fillStyle];
    }),
  );
}
