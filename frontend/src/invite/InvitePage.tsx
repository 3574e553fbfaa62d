import { useSignal } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";
import { useLocation } from "wouter-preact";

import { Refusal } from "../api/refusal";
import { type Decision, join, readInvite } from "../api/participation";
import type { Invite } from "../api/types";
import { rememberAgreement } from "../call/agreed";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { decisionRefusedWords } from "../words/decision";
import { Invitation } from "./Invitation";
import { InviteProblem } from "./InviteProblem";

type Step =
  | { name: "loading" }
  | { name: "problem"; refusal: Refusal }
  | { name: "invited"; invite: Invite; problem: string };

/** The client's way in: the invitation and the decision. The camera's check is before the call. */
export function InvitePage({ token }: { token: string }) {
  const step = useSignal<Step>({ name: "loading" });
  const [, navigate] = useLocation();
  const left = useRef(false);
  const enter = useCallback(
    (participation: string) => {
      // Whoever went on meanwhile is not fetched back by a slow answer.
      if (!left.current) navigate(`/call/${participation}`, { replace: true });
    },
    [navigate],
  );

  const load = useCallback(
    async (problem = "") => {
      try {
        const invite = await readInvite(token);
        if (invite.participation) enter(invite.participation);
        else step.value = { name: "invited", invite, problem };
      } catch (error) {
        step.value = { name: "problem", refusal: refusalFrom(error) };
      }
    },
    [token, step, enter],
  );
  useEffect(() => void load(), [load]);
  useEffect(
    () => () => {
      left.current = true;
    },
    [],
  );

  const decide = async (invite: Invite, name: string, decision: Decision | null) => {
    try {
      const { id } = await join(token, name, decision, invite.consent);
      rememberAgreement(id, decision === "granted");
      enter(id);
    } catch (error) {
      const refusal = refusalFrom(error);
      if (refusal.code === "stale_consent") {
        await load(t("The text has changed meanwhile. Please read it again."));
      } else if (refusal.code === "policy" || "decision" in refusal.fields) {
        await load(t("The practice has changed meanwhile what it asks. Please look again."));
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
      <Steps step={step.value} token={token} onDecide={decide} onRetry={() => void load()} />
    </Page>
  );
}

interface StepsProps {
  step: Step;
  token: string;
  onDecide: (invite: Invite, name: string, decision: Decision | null) => Promise<void>;
  onRetry: () => void;
}

function Steps({ step, token, onDecide, onRetry }: StepsProps) {
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
  }
}

function refusalFrom(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(-1, "", "");
}
