import { useSignal } from "@preact/signals";
import { Link, useLocation } from "wouter-preact";

import { changeConsultation } from "../api/consultations";
import type { Consultation } from "../api/types";
import { Confirm } from "../design/Confirm";
import { CopyButton } from "../design/CopyLink";
import { t } from "../i18n";
import { linkExpired, LinkLife } from "../links/InviteLink";
import { changeRefusedWords, kindName } from "../words/consultation";
import { clock, day, lasting } from "../words/times";
import { ReportLink } from "./ReportLink";

interface RowProps {
  consultation: Consultation;
  administrator: boolean;
  onChange: (changed: Consultation) => void;
}

/** One consultation in the agenda: when, who, and what can be done now. */
export function ConsultationRow({ consultation, administrator, onChange }: RowProps) {
  const when = consultation.opened_at ?? consultation.scheduled_at;
  return (
    <li class={`consultation ${consultation.state}`}>
      <div class="when">
        <span class="tiny">{day(when)}</span>
        <strong>{clock(when)}</strong>
      </div>
      <div class="whom grow">
        <strong>{consultation.client_name}</strong>
        <span class="tiny">{about(consultation, administrator)}</span>
        {consultation.invite_url ? (
          <LinkLife consultation={consultation} onChange={onChange} />
        ) : null}
      </div>
      <div class="actions">
        {administrator ? (
          <ReportLink consultation={consultation} />
        ) : (
          <Actions consultation={consultation} onChange={onChange} />
        )}
      </div>
    </li>
  );
}

function about(consultation: Consultation, administrator: boolean): string {
  const parts = [kindName(consultation.kind)];
  if (administrator) parts.push(consultation.counsellor.name);
  const { opened_at: from, ended_at: to, state } = consultation;
  if (from && to) parts.push(lasting((Date.parse(to) - Date.parse(from)) / 1000));
  if (state === "open") parts.push(t("open now"));
  if (state === "cancelled") parts.push(t("cancelled"));
  return parts.join(" · ");
}

type Asking = "end" | "cancel" | null;

function Actions({ consultation, onChange }: Omit<RowProps, "administrator">) {
  const [, navigate] = useLocation();
  const asking = useSignal<Asking>(null);
  const problem = useSignal("");
  const room = `/consultations/${consultation.id}`;

  const change = async (step: "open" | "end" | "cancel", after?: string) => {
    asking.value = null;
    problem.value = "";
    try {
      onChange(await changeConsultation(consultation.id, step));
      if (after) navigate(after);
    } catch (refusal) {
      problem.value = changeRefusedWords(refusal);
    }
  };

  return (
    <>
      <Buttons consultation={consultation} room={room} asking={asking} change={change} />
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {problem.value}
        </p>
      ) : null}
      {asking.value === "end" ? (
        <Confirm
          title={t("End the consultation?")}
          yes={t("End consultation")}
          no={t("Go on")}
          onYes={() => void change("end", `${room}/report`)}
          onNo={() => (asking.value = null)}
        >
          {t("The client's camera stops at once, and the report is built.")}
        </Confirm>
      ) : null}
      {asking.value === "cancel" ? (
        <Confirm
          title={t("Cancel the consultation?")}
          yes={t("Cancel consultation")}
          no={t("Keep it")}
          onYes={() => void change("cancel")}
          onNo={() => (asking.value = null)}
        >
          {t("The invite link stops working.")}
        </Confirm>
      ) : null}
    </>
  );
}

interface ButtonsProps {
  consultation: Consultation;
  room: string;
  asking: { value: Asking };
  change: (step: "open", after: string) => Promise<void>;
}

function Buttons({ consultation, room, asking, change }: ButtonsProps) {
  const { state } = consultation;
  const invite = linkExpired(consultation) ? null : consultation.invite_url;
  if (state === "open") {
    return (
      <>
        <Link class="button primary" href={room}>
          {t("Enter room")}
        </Link>
        {invite ? <CopyButton url={invite} /> : null}
        <button type="button" class="button plain danger" onClick={() => (asking.value = "end")}>
          {t("End")}
        </button>
      </>
    );
  }
  if (state === "scheduled") {
    return (
      <>
        <button type="button" class="button" onClick={() => void change("open", room)}>
          {t("Open room")}
        </button>
        {invite ? <CopyButton url={invite} /> : null}
        <button type="button" class="button plain danger" onClick={() => (asking.value = "cancel")}>
          {t("Cancel")}
        </button>
      </>
    );
  }
  return <ReportLink consultation={consultation} />;
}
