import { EXPRESSIONS } from "../expressions";

/** The tokens as colours, for canvases, which know no custom properties. */
export interface Colours {
  ink: string;
  quiet: string;
  faint: string;
  line: string;
  card: string;
  accent: string;
  label: (name: string) => string;
}

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const labels = new Map([...EXPRESSIONS, "uncertain"].map((name) => [name, token(name)]));
  return {
    ink: token("ink"),
    quiet: token("ink-2"),
    faint: token("ink-3"),
    line: token("line"),
    card: token("card"),
    accent: token("accent"),
    label: (name) => labels.get(name) ?? token("uncertain"),
  };
}

/** Tell when light and dark change places. Returns the way to stop listening. */
export function onSchemeChange(changed: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", changed);
  return () => dark.removeEventListener("change", changed);
}

export const CANVAS_FONT = '12px "Inter Variable", "Segoe UI", system-ui, sans-serif';
