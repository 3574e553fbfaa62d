import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { FaceBox } from "../camera/FaceBox";
import { t } from "../i18n";
import { CallStage } from "../rtc/CallStage";
import { Control } from "../rtc/Control";
import { DeviceSwitches } from "../rtc/DeviceSwitches";
import type { CallSession } from "../rtc/session";
import type { Reading } from "../wire";
import { noReadingWords } from "../words/answers";

interface CallSideProps {
  session: CallSession;
  /** The client's name. */
  name: string;
  /** The newest answer about the client's camera, or null when none is current. */
  reading: Reading | null;
  /** What the page says of the analysis, for where the stage covers the page. */
  whileFull: ComponentChildren;
}

/** The counsellor's side of the call: the client with box and label, or the way in. */
export function CallSide({ session, name, reading, whileFull }: CallSideProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    // A reload finds its way back into the call.
    if (session.wish.value.stand === "in") session.join();
    // Who has left is not filmed again by reloading.
    else if (session.wish.value.stand === "before") void session.mirror();
    return () => session.putMirrorAway();
  }, [session]);
  return (
    <CallStage
      session={session}
      name={name}
      video={video}
      over={reading ? <Seen reading={reading} /> : null}
      before={<WayIn session={session} />}
      whileFull={whileFull}
    />
  );
}

/** What the software sees in the picture: the box where the face is, or why there is none. */
function Seen({ reading }: { reading: Reading }) {
  if (reading.status === "reading" && reading.box) {
    const { box, label, probabilities } = reading;
    return <FaceBox box={box} label={label} probabilities={probabilities} />;
  }
  return <p class="unseen-words">{noReadingWords(reading.status, reading.reason)}</p>;
}

function WayIn({ session }: { session: CallSession }) {
  const { chat } = session;
  useEffect(() => {
    // The client may be in the call already, and write.
    chat.start();
    return () => {
      if (!session.joined.value) chat.stop();
    };
  }, [session, chat]);
  const line = session.call.line.state.value;
  const ended = session.call.state.value === "ended" && line.name === "ended";
  return (
    <>
      {ended ? <p role="status">{line.closing.words}</p> : null}
      <DeviceSwitches session={session} />
      <button type="button" class="button primary big" onClick={() => session.join()}>
        {t("Join the call")}
      </button>
      {chat.messages.value.length > 0 ? (
        <div class="device-switches">
          <Control
            icon="chat"
            words={chat.open.value ? t("Close chat") : t("Chat")}
            lit={chat.open.value}
            badge={chat.unread.value}
            onPress={() => chat.show(!chat.open.value)}
          />
        </div>
      ) : null}
    </>
  );
}
