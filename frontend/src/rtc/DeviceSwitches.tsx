import { t } from "../i18n";
import { Control } from "./Control";
import type { CallSession } from "./session";

/** With what a person will come into the call: said before anybody sees or hears them. */
export function DeviceSwitches({ session }: { session: CallSession }) {
  const { camera, muted } = session.wish.value;
  return (
    <div class="device-switches" role="group" aria-label={t("Devices")}>
      <Control
        icon={muted ? "microphoneOff" : "microphone"}
        words={t("Microphone")}
        on={!muted}
        off={muted}
        onPress={() => session.mute(!muted)}
      />
      <Control
        icon={camera ? "camera" : "cameraOff"}
        words={t("Camera")}
        on={camera}
        off={!camera}
        onPress={() => void session.turnCamera(!camera)}
      />
    </div>
  );
}
