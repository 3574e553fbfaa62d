import { useEffect } from "preact/hooks";

import { onDevices } from "../camera/device";
import { Dialog } from "../design/Dialog";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { cameraRefusedWords, microphoneRefusedWords } from "../words/camera";
import type { CallSession } from "./session";
import { chooseSpeaker, listSpeakers, speaker, speakerOffered, speakers } from "./speaker";

interface DevicesDialogProps {
  session: CallSession;
  onClose: () => void;
}

/** Which camera, microphone and speaker; a change takes effect at once. */
export function DevicesDialog({ session, onClose }: DevicesDialogProps) {
  const { camera, microphone } = session.media;
  useEffect(
    // Also who has no device open, or was refused one, has to see which others there are.
    () =>
      onDevices(() => {
        void camera.list();
        void microphone.list();
        void listSpeakers();
      }),
    [camera, microphone],
  );
  const picture = camera.state.value;
  const sound = microphone.state.value;
  return (
    <Dialog title={t("Devices")} onClose={onClose}>
      <Choice
        id="device-camera"
        label={t("Camera")}
        chosen={picture.name === "live" ? picture.deviceId : ""}
        devices={camera.choices.value}
        unnamed={(number) => t("Camera %(number)s", { number })}
        none={t("Your camera is off")}
        onChoose={(id) => void camera.choose(id)}
      />
      {picture.name === "refused" ? <Refused {...cameraRefusedWords(picture.because)} /> : null}
      <Choice
        id="device-microphone"
        label={t("Microphone")}
        chosen={sound.name === "live" ? sound.deviceId : ""}
        devices={microphone.choices.value}
        unnamed={(number) => t("Microphone %(number)s", { number })}
        none={t("No microphone is open")}
        onChoose={(id) => void microphone.choose(id)}
      />
      {sound.name === "refused" ? <Refused {...microphoneRefusedWords(sound.because)} /> : null}
      {speakerOffered && speakers.value.length > 0 ? (
        <Choice
          id="device-speaker"
          label={t("Speaker")}
          chosen={speaker.value}
          devices={speakers.value}
          unnamed={(number) => t("Speaker %(number)s", { number })}
          none={t("As the system has it")}
          onChoose={chooseSpeaker}
        />
      ) : null}
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={onClose}>
          {t("Done")}
        </button>
      </div>
    </Dialog>
  );
}

function Refused({ title, help }: { title: string; help: string }) {
  return (
    <Notice tone="warm" title={title}>
      {help}
    </Notice>
  );
}

interface ChoiceProps {
  id: string;
  label: string;
  chosen: string;
  devices: readonly MediaDeviceInfo[];
  unnamed: (number: number) => string;
  /** What stands there when none of the devices is chosen. */
  none: string;
  onChoose: (deviceId: string) => void;
}

function Choice({ id, label, chosen, devices, unnamed, none, onChoose }: ChoiceProps) {
  const known = devices.some(({ deviceId }) => deviceId === chosen);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        value={known ? chosen : ""}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {known ? null : <option value="">{none}</option>}
        {devices.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label || unnamed(index + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}
