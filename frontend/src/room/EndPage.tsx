import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useLocation } from "wouter-preact";

import { writeNote } from "../api/consultations";
import { retriedAfterSignIn } from "../api/session";
import type { Consultation, ReportState } from "../api/types";
import { Notice } from "../design/Notice";
import { Page } from "../design/Page";
import type { TextElement } from "../design/TextField";
import { t } from "../i18n";
import { ChatKeptCard } from "../rtc/ChatKept";
import { clock, day } from "../words/times";
import { EndFigures } from "./EndFigures";
import { NextAppointment } from "./NextAppointment";
import { NoteForm } from "./NoteForm";
import { NoteList } from "./NoteList";
import type { Room } from "./room";
import { SummaryCard } from "./SummaryCard";
import { rememberedSummary, rememberSummary } from "./summaryMemory";

interface EndPageProps {
  room: Room;
  consultation: Consultation;
}

/** After the end: the figures, one's own summary, the next appointment; then the report. */
export function EndPage({ room, consultation }: EndPageProps) {
  const [, navigate] = useLocation();
  const stored = useSignal(consultation.note ?? "");
  const text = useSignal(rememberedSummary(room.id) ?? stored.value);
  useSignalEffect(() => {
    rememberSummary(room.id, text.value === stored.value ? null : text.value);
  });
  const failed = useSignal(false);
  const field = useRef<TextElement>(null);
  const save = async () => {
    failed.value = false;
    const written = text.value;
    try {
      await retriedAfterSignIn(() => writeNote(room.id, written));
      stored.value = written;
      return true;
    } catch {
      failed.value = true;
      return false;
    }
  };
  const report = `/consultations/${room.id}/report`;
  const leave = async () => {
    // The words go first; where they cannot, the page stays with them.
    if (!field.current?.reportValidity()) return;
    if (text.value === stored.value || (await save())) navigate(report);
  };
  const built = reportOf(room.store.reportState.value, consultation.report_state);
  const { opened_at: from, ended_at: to } = consultation;
  return (
    <Page title={t("The consultation is over")}>
      <div class="page-head">
        <div>
          <h1>{t("The consultation is over")}</h1>
          <p class="quiet">
            {consultation.client_name}
            {from && to ? ` · ${day(from)}, ${clock(from)}–${clock(to)}` : ""}
          </p>
        </div>
        <a
          class="button primary"
          href={report}
          onClick={(event) => {
            event.preventDefault();
            void leave();
          }}
        >
          {built === "building" ? <span class="spinner small" aria-hidden="true" /> : null}
          {t("Read the report")}
        </a>
      </div>
      {built === "failed" ? <NotBuilt room={room} /> : null}
      <div class="end-page">
        <EndFigures store={room.store} />
        <SummaryCard
          field={field}
          text={text}
          stored={stored.value}
          failed={failed.value}
          onSave={save}
        />
        <div class="stack">
          {consultation.client ? <NextAppointment consultation={consultation} /> : null}
          <Notes room={room} />
          <ChatKeptCard id={room.id} name={consultation.client_name} />
        </div>
      </div>
    </Page>
  );
}

/** How far the report is, by what was heard last, else by what is stored: once ready it stays so. */
function reportOf(heard: ReportState, stored: ReportState): "building" | "ready" | "failed" {
  if (heard === "ready" || stored === "ready") return "ready";
  return (heard === "none" ? stored : heard) === "failed" ? "failed" : "building";
}

function NotBuilt({ room }: { room: Room }) {
  return (
    <Notice tone="bad" title={t("The report could not be built")}>
      <p>{t("Every reading is stored. Building it again usually helps.")}</p>
      {room.problem.value ? <p>{t("That did not work. Try again.")}</p> : null}
      <button type="button" class="button small" onClick={() => void room.rebuildReport()}>
        {t("Try again")}
      </button>
    </Notice>
  );
}

function Notes({ room }: { room: Room }) {
  const { store, draft, id } = room;
  const field = useRef<TextElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const begun = draft.at.value !== null || draft.outbox.unsent.value.length > 0;
  if (!begun && store.markers.value.length === 0) return null;
  return (
    <section class="card roomy stack" aria-labelledby="end-notes">
      <div class="card-head">
        <h2 id="end-notes" ref={heading} tabIndex={-1}>
          {t("Notes")}
        </h2>
      </div>
      {begun ? <NoteForm {...{ draft, field }} /> : null}
      <NoteList {...{ id, store }} onRemoved={() => (field.current ?? heading.current)?.focus()} />
    </section>
  );
}
