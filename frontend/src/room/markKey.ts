import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { recall, remember } from "../memory";

const REMEMBERED = "consult.mark-key";

/**
 * Whether M alone marks a moment. Some people must be able to switch a bare key off: dictation
 * types letters where nobody meant to press them (WCAG 2.1.4).
 */
export const markKeyOn = signal(recall("browser", REMEMBERED) !== "off");

export function setMarkKey(on: boolean): void {
  markKeyOn.value = on;
  remember("browser", REMEMBERED, on ? "on" : "off");
}

/**
 * M anywhere on the page while it is switched on, except where somebody is typing; Alt+M there,
 * too, so that the field of one moment does not swallow the next.
 */
export function useMarkKey(mark: () => void): void {
  const latest = useRef(mark);
  latest.current = mark;
  useEffect(() => {
    let held = false;
    const press = (event: KeyboardEvent) => {
      // The key's place, so that it works under a Ukrainian layout too.
      if (event.code !== "KeyM") return;
      if (!event.repeat) held = marks(event);
      if (!held) return;
      // Held down it is one moment, and its repeats are not typed into the field.
      event.preventDefault();
      if (!event.repeat) latest.current();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function marks(event: KeyboardEvent): boolean {
  const place = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || place.closest("dialog")) return false;
  return event.altKey || (markKeyOn.value && !place.closest("input, textarea, select"));
}
