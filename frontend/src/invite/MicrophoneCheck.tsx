import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

import { hasChoice, MicrophoneChoice } from "../camera/OwnDeviceChoice";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { watchLevel } from "../rtc/level";
import { Microphone } from "../rtc/microphone";
import { microphoneTroubleWords } from "../words/camera";

/** Hear that you are heard: a level that moves with the voice. `ready`: the camera has been asked for. */
export function MicrophoneCheck({ ready }: { ready: boolean }) {
  const microphone = useMemo(() => new Microphone(), []);
  const level = useSignal(0);
  useEffect(() => {
    // One question of the browser after the other: two at once hide each other.
    if (ready) void microphone.open();
    return () => microphone.close();
  }, [microphone, ready]);
  const state = microphone.state.value;
  const stream = state.name === "live" ? state.stream : null;
  useEffect(() => {
    if (!stream) return;
    return watchLevel(stream, (heard) => (level.value = heard));
  }, [stream, level]);
  const trouble = microphoneTroubleWords(state);
  return (
    <>
      {trouble ? (
        <Notice tone="warm" title={trouble.title} icon="microphoneOff">
          <p>{trouble.help}</p>
          <button
            type="button"
            class="button small after-words"
            onClick={() => void microphone.open()}
          >
            {t("Try again")}
          </button>
        </Notice>
      ) : (
        <Level heard={level.value} />
      )}
      {hasChoice(microphone) ? <MicrophoneChoice microphone={microphone} /> : null}
    </>
  );
}

function Level({ heard }: { heard: number }) {
  return (
    <div class="row level-line">
      <Icon name="microphone" />
      <div
        class="level"
        role="meter"
        aria-label={t("Level of the microphone")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(heard * 100)}
      >
        <span style={{ width: `${heard * 100}%` }} />
      </div>
      <span class="tiny">
        {heard > 0.06 ? t("You are heard.") : t("Say something to see it move.")}
      </span>
    </div>
  );
}
