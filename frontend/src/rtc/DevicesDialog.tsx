import { useEffect } from "preact/hooks";

import { onDevices } from "../camera/device";
import { DeviceChoice } from "../camera/DeviceChoice";
import { CameraChoice, MicrophoneChoice } from "../camera/OwnDeviceChoice";
import { DoneDialog } from "../design/DoneDialog";
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
    <DoneDialog title={t("Devices")} onClose={onClose}>
      <CameraChoice camera={camera} onChoose={(id) => session.chooseCamera(id)} />
      {picture.name === "refused" ? <Refused {...cameraRefusedWords(picture.because)} /> : null}
      <MicrophoneChoice microphone={microphone} />
      {sound.name === "refused" ? <Refused {...microphoneRefusedWords(sound.because)} /> : null}
      {speakerOffered && speakers.value.length > 0 ? (
        <DeviceChoice
          id="device-speaker"
          label={t("Speaker")}
          chosen={speaker.value}
          devices={speakers.value}
          unnamed={(number) => t("Speaker %(number)s", { number })}
          none={t("As the system has it")}
          onChoose={chooseSpeaker}
        />
      ) : null}
    </DoneDialog>
  );
}

function Refused({ title, help }: { title: string; help: string }) {
  return (
    <Notice tone="warm" title={title}>
      {help}
    </Notice>
  );
}
