import { untracked, useSignalEffect } from "@preact/signals";

import { ownCamera } from "../camera/ownCamera";
import { Pump } from "../camera/pump";
import type { OwnPart } from "./ownPart";

/**
 * The camera's socket while the analysis runs, and frames from the video that shows the camera.
 * It takes nothing from a call: it looks at the picture that is shown here, at the allowed rate.
 */
export function useAnalysis(
  part: OwnPart,
  video: { current: HTMLVideoElement | null },
  onEnd: () => void,
): void {
  useSignalEffect(() => {
    if (!part.analysing.value) return;
    untracked(() => part.socket.line.start());
    return () => part.socket.line.stop();
  });
  useSignalEffect(() => {
    const { name } = ownCamera.state.value;
    if (!part.analysing.value || part.held.value || name !== "live") return;
    const pump = new Pump(() => video.current, part.socket);
    void untracked(() => pump.run());
    return () => pump.stop();
  });
  useSignalEffect(() => {
    if (part.socket.line.state.value.name !== "ended") return;
    // The end is news of the consultation: ask what became of it.
    untracked(() => {
      onEnd();
      void part.look();
    });
  });
}
