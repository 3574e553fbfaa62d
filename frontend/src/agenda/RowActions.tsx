import { useSignal } from "@preact/signals";
import { Link, useLocation } from "wouter-preact";

import { changeConsultation, eraseLabels, readConsultation } from "../api/consultations";
import { Refusal } from "../api/refusal";
import type { Consultation } from "../api/types";
import { Confirm } from "../design/Confirm";
import { t } from "../i18n";
import { isEarly, isNear, OpenEarly } from "../planning/OpenEarly";
import { changeRefusedWords } from "../words/consultation";
import type { Planning } from "./planning";
import { InviteDialog } from "./InviteDialog";
import { MoveDialog } from "./MoveDialog";
import { NoteDialog } from "./NoteDialog";
import { ReportLink } from "./ReportLink";

interface ActionsProps {
  consultation: Consultation;
  /** Offer to erase the labels: where the whole of a client's data is looked at. */
  mayErase?: boolean;
  onChange: (changed: Consultation) => void;
  onPlan: (whom: Planning) => void;
}

type Asking = "open" | "end" | "cancel" | "erase" | "invite" | "move" | "note" | null;
type Step = "open" | "end" | "cancel" | "erase";

/** What a counsellor can do with a consultation now, and the dialogs behind it. */
export function RowActions({ consultation, mayErase = false, onChange, onPlan }: ActionsProps) {
  const [, navigate] = useLocation();
  const asking = useSignal<Asking>(null);
  const problem = useSignal("");
  const room = `/consultations/${consultation.id}`;
  const close = () => (asking.value = null);

  const change = async (step: Step, after?: string) => {
    close();
    problem.value = "";
    try {
      const { id } = consultation;
      onChange(await (step === "erase" ? eraseLabels(id) : changeConsultation(id, step)));
      if (after) navigate(after);
    } catch (refusal) {
      problem.value = changeRefusedWords(refusal);
      // It is cancelled all the same: only the client was not told.
      if (refusal instanceof Refusal && refusal.code === "mail_failed") {
        const known: Consultation = { ...consultation, state: "cancelled" };
        onChange(await readConsultation(consultation.id).catch(() => known));
      }
    }
  };
  const open = () => void change("open", room);
  return (
    <>
      <Buttons
        {...{ consultation, mayErase, room, asking, onPlan }}
        onOpen={isEarly(consultation) ? () => (asking.value = "open") : open}
      />
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {problem.value}
        </p>
      ) : null}
      {asking.value === "invite" ? (
        <InviteDialog consultation={consultation} onChange={onChange} onClose={close} />
      ) : null}
      {asking.value === "move" ? (
        <MoveDialog consultation={consultation} onChange={onChange} onClose={close} />
      ) : null}
      {asking.value === "note" ? (
        <NoteDialog consultation={consultation} onChange={onChange} onClose={close} />
      ) : null}
      {asking.value === "open" ? (
        <OpenEarly consultation={consultation} onOpen={open} onClose={close} />
      ) : null}
      {asking.value === "erase" ? (
        <Confirm
          title={t("Erase the labels of this consultation?")}
          yes={t("Erase labels")}
          no={t("Keep it")}
          onYes={() => void change("erase")}
          onNo={close}
        >
          {t(
            "The labels of the client's camera are deleted, and the report is built without them. This cannot be undone.",
          )}
        </Confirm>
      ) : null}
      {asking.value === "end" ? (
        <Confirm
          title={t("End the consultation?")}
          yes={t("End consultation")}
          no={t("Go on")}
          onYes={() => void change("end", room)}
          onNo={close}
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
          onNo={close}
        >
          {consultation.emailed_at
            ? t("The invite link stops working, and the client is told by email.")
            : t("The invite link stops working.")}
        </Confirm>
      ) : null}
    </>
  );
}

interface ButtonsProps {
  consultation: Consultation;
  mayErase: boolean;
  room: string;
  asking: { value: Asking };
  onOpen: () => void;
  onPlan: (whom: Planning) => void;
}

function Buttons({ consultation, mayErase, room, asking, onOpen, onPlan }: ButtonsProps) {
  const { client, client_name: name } = consultation;
  const ask = (what: Asking, words: string, tone = "") => (
    <button type="button" class={`button ${tone}`} onClick={() => (asking.value = what)}>
      {words}
    </button>
  );
  switch (consultation.state) {
    case "open":
      return (
        <>
          <Link class="button primary" href={room}>
            {t("Enter room")}
          </Link>
          {ask("invite", t("Invite client"))}
          {ask("end", t("End"), "plain danger")}
        </>
      );
    case "scheduled":
      return (
        <>
          <button
            type="button"
            class={`button ${isNear(consultation) ? "primary" : ""}`}
            onClick={onOpen}
          >
            {t("Open room")}
          </button>
          {ask("invite", t("Invite client"))}
          {ask("move", t("Move"))}
          {ask("cancel", t("Cancel"), "plain danger")}
        </>
      );
    case "ended":
      return (
        <>
          {ask("note", consultation.note ? t("Edit note") : t("Add note"), "plain")}
          <ReportLink consultation={consultation} />
          {mayErase ? (
            // What is done once in a hundred rows, and for good, does not stand in each of them.
            <details class="row-more">
              <summary class="button plain">{t("More")}</summary>
              {ask("erase", t("Erase labels"), "plain")}
            </details>
          ) : null}
        </>
      );
    case "cancelled":
    case "not_held":
      return client ? (
        <button type="button" class="button plain" onClick={() => onPlan({ id: client, name })}>
          {t("Plan again")}
        </button>
      ) : null;
  }
}
