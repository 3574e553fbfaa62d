import { untracked, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { t } from "../i18n";
import { CallStage } from "../rtc/CallStage";
import { ChatCard } from "../rtc/ChatCard";
import { DeviceSwitches } from "../rtc/DeviceSwitches";
import { CallSession } from "../rtc/session";
import { AnalysisControls } from "./AnalysisControls";
import { OwnLabel } from "./OwnLabel";
import type { OwnPart } from "./ownPart";
import { Situation } from "./Situation";
import { StageNotice } from "./StageNotice";
import { useAnalysis } from "./useAnalysis";
import { WithoutAnalysis } from "./WithoutAnalysis";

/** The client's room with the call in it: the counsellor large, the analysis and its stops beside. */
export function CallRoom({ part, id }: { part: OwnPart; id: string }) {
  const session = useMemo(() => new CallSession("client", id), [id]);
  const video = useRef<HTMLVideoElement>(null);
  // Another tab has the camera's stream: the call may still be here, so the camera stays.
  useAnalysis(part, video, () => undefined);
  useEffect(() => () => session.close(), [session]);
  useSignalEffect(() => {
    const { value: stage } = part.stage;
    untracked(() => {
      // Who came this far wants the call; who left it is asked, also after a reload.
      if (session.wish.value.stand === "left") return;
      if (stage === "open") session.join();
      else if (stage === "waiting") session.preview();
    });
  });
  useSignalEffect(() => {
    // The end is news of the consultation: ask what became of it.
    if (session.call.state.value === "ended") untracked(() => void part.look());
  });
  const name = part.participation.value?.counsellor.name ?? "";
  return (
    <div class="call-grid">
      <CallStage
        session={session}
        name={name}
        video={video}
        before={<Before {...{ session, part }} />}
        whileFull={<StageNotice part={part} />}
      />
      <div class="stack call-side">
        {session.chat.open.value ? <ChatCard chat={session.chat} name={name} /> : null}
        <Analysis part={part} />
      </div>
    </div>
  );
}

function Analysis({ part }: { part: OwnPart }) {
  if (part.allowedHere.value) {
    return (
      <>
        <Situation part={part} />
        {part.stage.value === "open" ? <OwnLabel part={part} /> : null}
        <AnalysisControls part={part} />
      </>
    );
  }
  return <WithoutAnalysis part={part} />;
}

function Before({ session, part }: { session: CallSession; part: OwnPart }) {
  const line = session.call.line.state.value;
  // What is waited for stands above.
  if (part.stage.value !== "open") return <DeviceSwitches session={session} />;
  const taken = session.call.state.value === "ended" && line.name === "ended";
  // The page is asking what became of the consultation, and will say it in the call's place.
  if (taken && line.closing.then !== "takeOver")
    return <p role="status">{t("The call has ended.")}</p>;
  const join = () => {
    session.join();
    // The camera's stream goes where the call is.
    if (part.analysing.value) part.socket.line.again();
  };
  return (
    <>
      <p role="status">{taken ? line.closing.words : t("You have left the call.")}</p>
      <DeviceSwitches session={session} />
      <button type="button" class="button primary big" onClick={join}>
        {taken ? t("Take the call here") : t("Join the call again")}
      </button>
    </>
  );
}
