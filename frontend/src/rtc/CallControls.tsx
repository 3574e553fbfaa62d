import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { t } from "../i18n";
import { Control } from "./Control";
import { DevicesDialog } from "./DevicesDialog";
import type { FullScreen } from "./fullScreen";
import { sharingOffered } from "./ownMedia";
import type { CallSession } from "./session";

interface CallControlsProps {
  session: CallSession;
  screen: FullScreen;
}

/** The call's controls in one row; each says what pressing it does. */
export function CallControls({ session, screen }: CallControlsProps) {
  const choosing = useSignal(false);
  const { media, chat } = session;
  const { muted } = media.microphone;
  const chatControl = useFocusAfter(chat.open.value);
  const cameraOn = ["live", "asking"].includes(media.camera.state.value.name);
  const sharing = media.screen.value !== null;
  const noSound = media.sound.value === null;
  return (
    <div class="call-controls" role="group" aria-label={t("Call")}>
      <Control
        icon={muted.value || noSound ? "microphoneOff" : "microphone"}
        words={microphoneWords(noSound, muted.value)}
        off={muted.value || noSound}
        onPress={() => (noSound ? void media.microphone.open() : session.mute(!muted.value))}
      />
      <Control
        icon={cameraOn ? "camera" : "cameraOff"}
        words={cameraOn ? t("Stop camera") : t("Start camera")}
        off={!cameraOn}
        onPress={() => void session.turnCamera(!cameraOn)}
      />
      {sharingOffered ? (
        <Control
          icon="screen"
          words={sharing ? t("Stop sharing") : t("Share screen")}
          lit={sharing}
          onPress={() => (sharing ? media.stopSharing() : void media.share())}
        />
      ) : null}
      <Control
        icon="chat"
        words={chat.open.value ? t("Close chat") : t("Chat")}
        lit={chat.open.value}
        badge={chat.unread.value}
        place={chatControl}
        onPress={() => {
          if (screen.full.value) screen.toggle();
          chat.show(!chat.open.value);
        }}
      />
      <FullScreenControl screen={screen} />
      <Control icon="settings" words={t("Devices")} onPress={() => (choosing.value = true)} />
      <Control icon="hangUp" words={t("Leave")} danger onPress={() => session.leave()} />
      {choosing.value ? (
        <DevicesDialog session={session} onClose={() => (choosing.value = false)} />
      ) : null}
    </div>
  );
}

function microphoneWords(noSound: boolean, muted: boolean): string {
  if (noSound) return t("Start microphone");
  return muted ? t("Unmute") : t("Mute");
}

function FullScreenControl({ screen }: { screen: FullScreen }) {
  if (!document.fullscreenEnabled) return null;
  const full = screen.full.value;
  return (
    <Control
      icon="fullScreen"
      words={full ? t("Leave full screen") : t("Full screen")}
      lit={full}
      onPress={() => screen.toggle()}
    />
  );
}

/** Where the focus goes when what was open closes with the focus in it: whence it was opened. */
function useFocusAfter(open: boolean) {
  const control = useRef<HTMLButtonElement>(null);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open && document.activeElement === document.body) control.current?.focus();
    was.current = open;
  }, [open]);
  return control;
}
