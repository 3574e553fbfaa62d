import { readFileSync } from "node:fs";

const CSS = readFileSync("src/design/tokens.css", "utf8");
const [LIGHT = "", DARK = ""] = CSS.split("@media (prefers-color-scheme: dark)");

function colours(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name = "", colour = ""]) => [name, colour]),
  );
}

/** The colours of both themes, as the style sheet has them. */
export const THEMES = { light: colours(LIGHT), dark: { ...colours(LIGHT), ...colours(DARK) } };
