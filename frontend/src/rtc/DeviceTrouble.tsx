import { useSignal } from "@preact/signals";

import { Notice } from "../design/Notice";
import type { IconName } from "../design/Icon";
import { t } from "../i18n";
import { cameraTroubleWords, microphoneTroubleWords } from "../words/camera";
import type { OwnMedia } from "./ownMedia";

/** That a device of one's own does not work, in the call: the other side misses something. */
export function DeviceTrouble({ media }: { media: OwnMedia }) {
  const camera = cameraTroubleWords(media.camera.state.value);
  const sound = microphoneTroubleWords(media.microphone.state.value);
  // The place is there from the start: only what comes into it is read aloud.
  return (
    <div class="device-trouble" role="status">
      {camera ? (
        <One key={camera.title} icon="cameraOff" {...camera} open={() => media.camera.open()} />
      ) : null}
      {sound ? (
        <One
          key={sound.title}
          icon="microphoneOff"
          {...sound}
          open={() => media.microphone.open()}
        />
      ) : null}
    </div>
  );
}

interface OneProps {
  icon: IconName;
  title: string;
  help: string;
  open: () => Promise<void>;
}

function One({ icon, title, help, open }: OneProps) {
  const closed = useSignal(false);
  if (closed.value) return null;
  return (
    <Notice tone="warm" icon={icon} title={title}>
      <p>{help}</p>
      <div class="row after-words">
        <button type="button" class="button small" onClick={() => void open()}>
          {t("Try again")}
        </button>
        <button type="button" class="button small plain" onClick={() => (closed.value = true)}>
          {t("Go on without it")}
        </button>
      </div>
    </Notice>
  );
}
