import { useSignal } from "@preact/signals";

import { Icon, type IconName } from "../design/Icon";
import { t, tn } from "../i18n";
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
        onPress={() => {
          if (document.fullscreenElement) void document.exitFullscreen();
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

interface ControlProps {
  icon: IconName;
  words: string;
  onPress: () => void;
  /** The device is off. */
  off?: boolean;
  /** It is going on. */
  lit?: boolean;
  danger?: boolean;
  /** How many messages wait. */
  badge?: number;
}

function Control({ icon, words, onPress, off, lit, danger, badge = 0 }: ControlProps) {
  const tone = off ? "off" : lit ? "lit" : danger ? "leave" : "";
  return (
    <button type="button" class={`control ${tone}`} onClick={onPress} title={words}>
      <Icon name={icon} size={20} />
      <span class="control-words">{words}</span>
      {badge > 0 ? (
        <span class="badge">
          <span aria-hidden="true">{badge}</span>
          <span class="visually-hidden">{tn("%s new message", "%s new messages", badge)}</span>
        </span>
      ) : null}
    </button>
  );
}
