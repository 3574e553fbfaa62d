import { t } from "../i18n";
import { Control } from "./Control";
import type { CallSession } from "./session";
import type { Wish } from "./wish";

/** With what a person will come into the call: said before anybody sees or hears them. */
export function DeviceSwitches({ session }: { session: CallSession }) {
  const wish = session.wish.value;
  return (
    <WishSwitches
      wish={wish}
      onMute={() => session.mute(!wish.muted)}
      onTurnCamera={() => void session.turnCamera(!wish.camera)}
    />
  );
}

interface WishSwitchesProps {
  wish: Pick<Wish, "camera" | "muted">;
  onMute: () => void;
  onTurnCamera: () => void;
}

/** The two switches themselves, also where there is no call yet. */
export function WishSwitches({ wish: { camera, muted }, onMute, onTurnCamera }: WishSwitchesProps) {
  return (
    <div class="device-switches" role="group" aria-label={t("Devices")}>
      <Control
        icon={muted ? "microphoneOff" : "microphone"}
        words={t("Microphone")}
        on={!muted}
        off={muted}
        onPress={onMute}
      />
      <Control
        icon={camera ? "camera" : "cameraOff"}
        words={t("Camera")}
        on={camera}
        off={!camera}
        onPress={onTurnCamera}
      />
    </div>
  );
}
