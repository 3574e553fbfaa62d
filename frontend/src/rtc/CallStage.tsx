import "./rtc.css";
import "./selfView.css";

import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";

import { Icon } from "../design/Icon";
import { useFocusWithin } from "../design/useFocusWithin";
import { t, tn } from "../i18n";
import { callWords } from "../words/call";
import { CallControls } from "./CallControls";
import { DeviceTrouble } from "./DeviceTrouble";
import { useFullScreen } from "./fullScreen";
import { RemoteVideo } from "./RemoteVideo";
import { SelfView } from "./SelfView";
import type { CallSession } from "./session";

interface CallStageProps {
  session: CallSession;
  /** The other side's name. */
  name: string;
  /** Shows the own camera; the analysis looks at it. */
  video: RefObject<HTMLVideoElement>;
  /** What lies over the other side's camera picture: never over a screen that is shared. */
  over?: ComponentChildren;
  /** What stands there before the call is joined. */
  before: ComponentChildren;
  /** What stands above the controls while the stage fills the screen and covers the page. */
  whileFull?: ComponentChildren;
}

/** The call: the other side large, oneself small, the controls below, its state in words. */
export function CallStage({ session, name, video, over, before, whileFull }: CallStageProps) {
  const stage = useRef<HTMLElement>(null);
  const screen = useFullScreen(stage);
  // Joining and leaving take the button away that was pressed.
  useFocusWithin(stage);
  const { call, media } = session;
  const state = call.state.value;
  const theirs = call.theirs.value;
  const shown = state === "connected" && (theirs?.video ?? true);
  return (
    <section
      ref={stage}
      class="card call-stage"
      tabIndex={-1}
      aria-label={t("Call with %(name)s", { name })}
    >
      <div class={`call-picture ${session.joined.value ? "" : "before"}`}>
        {session.joined.value ? (
          <>
            <RemoteVideo stream={call.remote.value} name={name} shown={shown}>
              {theirs?.screen ? null : over}
            </RemoteVideo>
            {shown ? null : <Standing session={session} name={name} />}
            <p class="call-state">
              <span class={`dot ${dotOf(state)}`} aria-hidden="true" />
              <span role="status">{callWords(state, name)}</span>
              {state === "connected" && theirs && !theirs.audio ? (
                <span class="their-mute">
                  <Icon name="microphoneOff" size={15} />
                  {t("muted")}
                </span>
              ) : null}
              {state === "connected" && theirs?.screen ? (
                <span>· {t("shares the screen")}</span>
              ) : null}
            </p>
            <SelfView media={media} video={video} />
          </>
        ) : (
          <div class="call-before">
            {media.camera.state.value.name === "live" ? (
              // Whoever waits with the camera on sees that it is.
              <SelfView media={media} video={video} />
            ) : null}
            {before}
          </div>
        )}
      </div>
      {session.joined.value ? <DeviceTrouble media={media} /> : null}
      <NewMessages session={session} />
      {screen.full.value ? whileFull : null}
      {session.joined.value ? <CallControls session={session} screen={screen} /> : null}
    </section>
  );
}

/** The badge is for the eyes; who does not see it is told. */
function NewMessages({ session }: { session: CallSession }) {
  const count = session.chat.unread.value;
  return (
    <p class="visually-hidden" role="status">
      {count > 0 ? tn("%s new message", "%s new messages", count) : ""}
    </p>
  );
}

/** Who is there without a picture. */
function Standing({ session, name }: { session: CallSession; name: string }) {
  const connected = session.call.state.value === "connected";
  return (
    <div class="call-standing">
      <span class="call-initial" aria-hidden="true">
        {initialOf(name)}
      </span>
      <span>{connected ? t("%(name)s has the camera off", { name }) : name}</span>
    </div>
  );
}

function initialOf(name: string): string {
  const first = name.trim().codePointAt(0);
  return first === undefined ? "" : String.fromCodePoint(first).toLocaleUpperCase();
}

function dotOf(state: string): string {
  if (state === "connected") return "on";
  return ["left", "gone", "alone"].includes(state) ? "off" : "wait";
}
