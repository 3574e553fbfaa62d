import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";
import { useLocation } from "wouter-preact";

import { Refusal } from "../api/refusal";
import { type Decision, join, readInvite } from "../api/participation";
import type { Invite } from "../api/types";
import { rememberAgreement } from "../call/agreed";
import { ownCamera } from "../camera/ownCamera";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { FIRST_WISH, keepWish } from "../rtc/wish";
import { decisionRefusedWords } from "../words/decision";
import { CameraCheck } from "./CameraCheck";
import { Invitation } from "./Invitation";
import { InviteProblem } from "./InviteProblem";

type Step =
  | { name: "loading" }
  | { name: "problem"; refusal: Refusal }
  | { name: "invited"; invite: Invite; problem: string }
  | { name: "camera"; participation: string; callHere: boolean };

/** The client's way in: the invitation and the decision, then the camera, then the call. */
export function InvitePage({ token }: { token: string }) {
  const step = useSignal<Step>({ name: "loading" });
  const [, navigate] = useLocation();
  const enter = (participation: string) => navigate(`/call/${participation}`, { replace: true });

  const load = useCallback(
    async (problem = "") => {
      try {
        const invite = await readInvite(token);
        if (invite.participation) navigate(`/call/${invite.participation}`, { replace: true });
        else step.value = { name: "invited", invite, problem };
      } catch (error) {
        step.value = { name: "problem", refusal: refusalFrom(error) };
      }
    },
    [token, step, navigate],
  );
  useEffect(() => void load(), [load]);

  const decide = async (invite: Invite, name: string, decision: Decision) => {
    try {
      const { id } = await join(token, name, decision, invite.consent);
      rememberAgreement(id, decision === "granted");
      // A call needs a camera and a microphone, whatever was decided about the analysis.
      const callHere = invite.consultation.call_mode === "here";
      if (callHere || decision === "granted")
        step.value = { name: "camera", participation: id, callHere };
      else enter(id);
    } catch (error) {
      const refusal = refusalFrom(error);
      if (refusal.code === "stale_consent") {
        await load(t("The text has changed meanwhile. Please read it again."));
      } else if ([404, 410].includes(refusal.status)) {
        step.value = { name: "problem", refusal };
      } else {
        const problem = decisionRefusedWords(refusal);
        step.value = { name: "invited", invite, problem };
      }
    }
  };

  return (
    <Page title={t("Invitation")} shape="narrow" forClient>
      <Steps
        step={step.value}
        token={token}
        onDecide={decide}
        onEnter={enter}
        onRetry={() => void load()}
      />
    </Page>
  );
}

interface StepsProps {
  step: Step;
  token: string;
  onDecide: (invite: Invite, name: string, decision: Decision) => Promise<void>;
  onEnter: (participation: string) => void;
  onRetry: () => void;
}

function Steps({ step, token, onDecide, onEnter, onRetry }: StepsProps) {
  switch (step.name) {
    case "loading":
      return <Waiting>{t("Loading…")}</Waiting>;
    case "problem":
      return step.refusal.status === 404 || step.refusal.status === 410 ? (
        <InviteProblem refusal={step.refusal} />
      ) : (
        <Trouble onRetry={onRetry} />
      );
    case "invited":
      return (
        <Invitation
          invite={step.invite}
          token={token}
          problem={step.problem}
          onDecide={(name, decision) => onDecide(step.invite, name, decision)}
        />
      );
    case "camera":
      return (
        <CameraCheck
          camera={ownCamera}
          callHere={step.callHere}
          onContinue={(camera) => {
            keepWish(step.participation, { ...FIRST_WISH, camera });
            onEnter(step.participation);
          }}
        />
      );
  }
}

function refusalFrom(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(-1, "", "");
}
