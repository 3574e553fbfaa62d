import { untracked, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { ownCamera } from "../camera/ownCamera";
import { Notice, Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { useFocusWithin } from "../design/useFocusWithin";
import { t } from "../i18n";
import { decisionRefusedWords } from "../words/decision";
import { clock, dayWithin } from "../words/times";
import { Analysed } from "./Analysed";
import { BeforeCall, useArrival } from "./BeforeCall";
import { CallRoom } from "./CallRoom";
import { Over } from "./Over";
import { OwnPart } from "./ownPart";
import { Unreachable } from "./Unreachable";
import { WithoutAnalysis } from "./WithoutAnalysis";

/** The client's room. */
export function CallPage({ id }: { id: string }) {
  const part = useMemo(() => new OwnPart(id), [id]);
  useEffect(() => {
    part.watch();
    return () => {
      part.leave();
      ownCamera.close();
    };
  }, [part]);
  useSignalEffect(() => {
    // Closing reads and writes the camera's state: followed here, it would close it for ever.
    if (part.cameraMustBeOff.value) untracked(() => ownCamera.close());
  });
  const arrival = useArrival(part);
  // A call takes the width that there is.
  const wide = part.callHere.value && part.stage.value !== "over";
  const shape = arrival.checking.value ? "narrow" : wide ? "wide" : "normal";
  return (
    <Page title={t("Consultation")} forClient shape={shape}>
      {arrival.checking.value ? (
        <BeforeCall part={part} arrival={arrival} />
      ) : (
        <StageView part={part} />
      )}
    </Page>
  );
}

function StageView({ part }: { part: OwnPart }) {
  const participation = part.participation.value;
  const stage = part.stage.value;
  const place = useRef<HTMLDivElement>(null);
  // What was decided, or the end, puts other words in the place of the button that was pressed.
  useFocusWithin(place, () => document.getElementById("main"));
  if (stage === "stranger") {
    return (
      <div class="centred" role="alert">
        <h1>{t("Open your invite link first")}</h1>
        <p class="quiet">
          {t("This browser has not joined this consultation. Open the link you were sent.")}
        </p>
      </div>
    );
  }
  if (stage === "replaced") {
    return (
      <div class="centred" role="alert">
        <h1>{t("Your invite link was replaced")}</h1>
        <p class="quiet">
          {t(
            "Your counsellor made a new link, and the one you came by has ended. Open the new one; if you have none, ask your counsellor for it.",
          )}
        </p>
        <p class="quiet">
          {t(
            "After the consultation this page shows what is held about you, and you can download and erase it here. If somebody joins by the new link meanwhile, ask your counsellor instead.",
          )}
        </p>
      </div>
    );
  }
  if (stage === "replacedForGood") {
    return (
      <div class="centred" role="alert">
        <h1>{t("Your invite link was replaced")}</h1>
        <p class="quiet">{t("Ask your counsellor for what is held about you, or to erase it.")}</p>
      </div>
    );
  }
  if (stage === "failed") return <Trouble onRetry={() => void part.look()} />;
  if (!participation) return <Waiting>{t("Loading…")}</Waiting>;
  if (stage === "over") return <Over part={participation} own={part} />;
  return (
    <div ref={place} class={`call ${participation.consultation.call_mode}`}>
      <div class="call-head">
        <p class="quiet">{participation.practice.name}</p>
        <h1>{t("Consultation with %(name)s", { name: participation.counsellor.name })}</h1>
      </div>
      {stage === "waiting" ? <WaitingRoom part={part} /> : null}
      <Unreachable part={part} />
      <div aria-live="polite">
        {part.problem.value ? (
          <Notice tone="bad">{decisionRefusedWords(part.problem.value)}</Notice>
        ) : null}
      </div>
      {participation.consultation.call_mode === "here" ? (
        <CallRoom part={part} id={participation.id} />
      ) : (
        <Analysis part={part} />
      )}
    </div>
  );
}

function Analysis({ part }: { part: OwnPart }) {
  return part.allowedHere.value ? <Analysed part={part} /> : <WithoutAnalysis part={part} />;
}

function WaitingRoom({ part }: { part: OwnPart }) {
  const when = part.participation.value?.consultation.scheduled_at ?? "";
  return (
    <div class="notice" role="status">
      <span class="spinner" aria-hidden="true" />
      <div>
        <strong>{t("Your counsellor has not opened the consultation yet")}</strong>
        <div>
          {t("Planned: %(day)s at %(time)s. It begins here by itself; keep this page open.", {
            day: dayWithin(when),
            time: clock(when),
          })}
        </div>
      </div>
    </div>
  );
}
