import { type ReadonlySignal, useSignal, useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";

export interface FullScreen {
  full: ReadonlySignal<boolean>;
  toggle: () => void;
}

/** The stage alone on the whole screen, however it got there: by the control, Escape or a key. */
export function useFullScreen(stage: RefObject<HTMLElement>): FullScreen {
  const full = useSignal(false);
  useSignalEffect(() => {
    const look = () => (full.value = document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  });
  return {
    full,
    toggle: () => {
      const turned = full.peek() ? document.exitFullscreen() : stage.current?.requestFullscreen();
      // A browser may say no, for example to a key that it does not count as a press: all stays.
      turned?.catch(() => undefined);
    },
  };
}
