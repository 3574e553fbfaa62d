import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Camera } from "../camera/camera";
import { type Light, lightOf } from "../camera/light";
import { CameraChoice, hasChoice } from "../camera/OwnDeviceChoice";
import { Preview } from "../camera/Preview";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { WishSwitches } from "../rtc/DeviceSwitches";
import { FIRST_WISH, type Wish } from "../rtc/wish";
import { cameraTroubleWords } from "../words/camera";
import { MicrophoneCheck } from "./MicrophoneCheck";

interface CameraCheckProps {
  camera: Camera;
  /** The call is held on this page, so that the microphone is tried, too. */
  callHere: boolean;
  /** How the person goes on: with or without the camera, heard or not. */
  onContinue: (wish: Pick<Wish, "camera" | "muted">) => void;
}

/** See yourself as the software will: enough light, face in the oval, the right camera. */
export function CameraCheck({ camera, callHere, onContinue }: CameraCheckProps) {
  const going = useRef(false);
  const title = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone, and the focus with it.
  useEffect(() => title.current?.focus(), []);
  useEffect(() => {
    void camera.open();
    return () => {
      // The call goes on with the open camera; leaving in any other way switches it off.
      if (!going.current) camera.close();
    };
  }, [camera]);
  const wish = useSignal<Wish>(FIRST_WISH);
  const { camera: wanted, muted } = wish.value;
  const live = camera.state.value.name === "live";
  const turnCamera = () => {
    wish.value = { ...wish.value, camera: !wanted };
    if (wanted) camera.close();
    else void camera.open();
  };
  const goOn = (withCamera: boolean) => {
    // The browser's question may still stand there: a camera allowed after this stays off.
    going.current = withCamera;
    onContinue({ camera: withCamera, muted });
  };
  const switches = callHere ? (
    <div class="check-switches">
      <WishSwitches
        wish={wish.value}
        onMute={() => (wish.value = { ...wish.value, muted: !muted })}
        onTurnCamera={turnCamera}
      />
    </div>
  ) : null;
  return (
    <div class="stack camera-check">
      <div>
        <h1 ref={title} tabIndex={-1}>
          {callHere ? t("Your camera and microphone") : t("Your camera")}
        </h1>
        <p class="quiet">{t("Only you see this picture. Nothing is sent yet.")}</p>
      </div>
      <section class="card stack">
        {wanted ? <Picture camera={camera}>{switches}</Picture> : <NoPicture>{switches}</NoPicture>}
        {wanted && hasChoice(camera) ? <CameraChoice camera={camera} /> : null}
        {callHere ? (
          <Microphone muted={muted} ready={camera.state.value.name !== "asking"} />
        ) : null}
      </section>
      <div class="stack">
        {live || !wanted ? (
          <button type="button" class="button big primary" onClick={() => goOn(live)}>
            {t("Continue")}
          </button>
        ) : null}
        {wanted ? (
          <button
            type="button"
            class={`button ${live ? "plain" : "big"}`}
            onClick={() => goOn(false)}
          >
            {t("Continue without a camera")}
          </button>
        ) : null}
      </div>
    </div>
  );
}

function NoPicture({ children }: { children: ComponentChildren }) {
  return (
    <Preview stream={null} video={{ current: null }}>
      <p class="over-picture">{t("Your camera is off")}</p>
      {children}
    </Preview>
  );
}

function Microphone({ muted, ready }: { muted: boolean; ready: boolean }) {
  if (!muted) return <MicrophoneCheck ready={ready} />;
  return (
    <p class="row level-line">
      <Icon name="microphoneOff" />
      {t("You are not heard until you switch the microphone on.")}
    </p>
  );
}

function Picture({ camera, children }: { camera: Camera; children: ComponentChildren }) {
  const video = useRef<HTMLVideoElement>(null);
  const state = camera.state.value;
  const light = useLight(video, state.name === "live");
  if (state.name === "refused" || state.name === "lost") {
    return (
      <>
        <CameraProblem camera={camera} />
        {children}
      </>
    );
  }
  return (
    <>
      <Preview stream={state.name === "live" ? state.stream : null} video={video}>
        <Oval />
        {state.name === "asking" ? (
          <p class="over-picture" role="status">
            {t("Allow the camera in the question that your browser shows.")}
          </p>
        ) : null}
        {children}
      </Preview>
      <p class="row hint-line" role="status">
        <span class={`dot ${light === "good" ? "on" : "wait"}`} aria-hidden="true" />
        {lightWords(light)}
      </p>
    </>
  );
}

/** Why there is no picture, with the way to fix it. */
export function CameraProblem({ camera }: { camera: Camera }) {
  const words = cameraTroubleWords(camera.state.value);
  if (!words) return null;
  const { title, help } = words;
  return (
    <Notice tone="warm" title={title} icon="cameraOff">
      <p>{help}</p>
      <button type="button" class="button small after-words" onClick={() => void camera.open()}>
        {t("Try again")}
      </button>
    </Notice>
  );
}

/** As large as a face from an arm's length away, where people hold it: above the switches. */
function Oval() {
  return (
    <svg class="oval" viewBox="0 0 100 100" aria-hidden="true">
      <ellipse cx="50" cy="42" rx="18" ry="25" vector-effect="non-scaling-stroke" />
    </svg>
  );
}

function useLight(video: { current: HTMLVideoElement | null }, live: boolean): Light | null {
  const [light, setLight] = useState<Light | null>(null);
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => {
      if (video.current) setLight(lightOf(video.current));
    }, 700);
    return () => clearInterval(timer);
  }, [live, video]);
  return live ? light : null;
}

function lightWords(light: Light | null): string {
  switch (light) {
    case "dark":
      return t("It is dark. Turn to a window or switch on a lamp in front of you.");
    case "bright":
      return t("It is very bright. Turn away from the lamp or the window.");
    case "good":
      return t("The light is good. Keep your face about as large as the oval.");
    case null:
      return t("Waiting for the picture…");
  }
}
