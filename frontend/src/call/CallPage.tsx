import { useEffect, useMemo } from "preact/hooks";

import { ownCamera } from "../camera/ownCamera";
import { Notice, Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { clock, day } from "../words/times";
import { Analysed } from "./Analysed";
import { NotAnalysed } from "./NotAnalysed";
import { Over } from "./Over";
import { OwnPart } from "./ownPart";

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
  return (
    <Page title={t("Consultation")} forClient>
      <StageView part={part} />
    </Page>
  );
}

function StageView({ part }: { part: OwnPart }) {
  const participation = part.participation.value;
  const stage = part.stage.value;
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
  if (stage === "failed") return <Trouble onRetry={() => void part.look()} />;
  if (!participation) return <Waiting>{t("Loading…")}</Waiting>;
  if (stage === "over") return <Over part={participation} />;
  const allowed = participation.consent === "granted";
  return (
    <div class="call">
      <div class="call-head">
        <p class="quiet">{participation.practice.name}</p>
        <h1>{t("Consultation with %(name)s", { name: participation.counsellor.name })}</h1>
      </div>
      {stage === "waiting" ? <WaitingRoom part={part} /> : null}
      <div aria-live="polite">
        {part.problem.value ? (
          <Notice tone="bad">
            {t("That did not reach the server. Check your connection and try again.")}
          </Notice>
        ) : null}
      </div>
      {allowed ? <Analysed part={part} /> : <NotAnalysed part={part} />}
    </div>
  );
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
            day: day(when),
            time: clock(when),
          })}
        </div>
      </div>
    </div>
  );
}
