import { t } from "../i18n";
import type { Camera } from "./camera";
import type { OwnDevice } from "./device";
import { DeviceChoice } from "./DeviceChoice";

interface CameraChoiceProps {
  camera: Camera;
  onChoose?: (deviceId: string) => void;
}

export function CameraChoice({ camera, onChoose }: CameraChoiceProps) {
  return (
    <DeviceChoice
      id="device-camera"
      label={t("Camera")}
      chosen={chosenOf(camera)}
      devices={camera.choices.value}
      unnamed={(number) => t("Camera %(number)s", { number })}
      none={t("Your camera is off")}
      onChoose={onChoose ?? ((id) => void camera.choose(id))}
    />
  );
}

export function MicrophoneChoice({ microphone }: { microphone: OwnDevice }) {
  return (
    <DeviceChoice
      id="device-microphone"
      label={t("Microphone")}
      chosen={chosenOf(microphone)}
      devices={microphone.choices.value}
      unnamed={(number) => t("Microphone %(number)s", { number })}
      none={t("No microphone is open")}
      onChoose={(id) => void microphone.choose(id)}
    />
  );
}

/** There is something to choose: another device than the one that runs, or is not to be had. */
export function hasChoice(device: OwnDevice): boolean {
  return device.choices.value.length > (device.state.value.name === "live" ? 1 : 0);
}

function chosenOf(device: OwnDevice): string {
  const { value } = device.state;
  return value.name === "live" ? value.deviceId : "";
}
