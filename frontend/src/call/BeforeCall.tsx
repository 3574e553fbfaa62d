import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { useMemo } from "preact/hooks";

import { ownCamera } from "../camera/ownCamera";
import { CameraCheck } from "../invite/CameraCheck";
import { FIRST_WISH, keepWish, recallWish } from "../rtc/wish";
import type { OwnPart } from "./ownPart";

interface Arrival {
  /** The camera is checked first: nothing of it has gone anywhere. */
  checking: ReadonlySignal<boolean>;
  /** The check is done, in this tab. */
  pass: () => void;
}

/**
 * Whether somebody is still on their way in. Only who has said in this tab how they come is let on:
 * neither a reload of the check nor a second tab may put a camera live that nobody has looked at.
 */
export function useArrival(part: OwnPart): Arrival {
  return useMemo(() => {
    const passed = signal(recallWish(part.id) !== null);
    const checking = computed(() => {
      const ahead = part.stage.value === "waiting" || part.stage.value === "open";
      // Beside another call tool the camera is there for the analysis alone.
      const camera = part.callHere.value || part.allowedHere.value;
      return ahead && camera && !passed.value;
    });
    return { checking, pass: () => (passed.value = true) };
  }, [part]);
}

/** The check of camera and microphone, kept as the wish of this tab. */
export function BeforeCall({ part, arrival }: { part: OwnPart; arrival: Arrival }) {
  return (
    <CameraCheck
      camera={ownCamera}
      callHere={part.callHere.value}
      onContinue={(wish) => {
        keepWish(part.id, { ...FIRST_WISH, ...wish });
        arrival.pass();
        // The button that led on is gone, and the focus with it: as after a change of the page.
        document.getElementById("main")?.focus();
      }}
    />
  );
}
