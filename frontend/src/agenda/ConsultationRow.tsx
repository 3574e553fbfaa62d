import { Link } from "wouter-preact";

import type { Consultation } from "../api/types";
import { MadeUp } from "../design/MadeUp";
import { t } from "../i18n";
import { said } from "../rating/said";
import { saidWords } from "../rating/words";
import { kindName } from "../words/consultation";
import { facts } from "../words/facts";
import { clock, day, lasting } from "../words/times";
import { isWaitingWords } from "../words/waiting";
import type { Planning } from "./planning";
import { ReportLink } from "./ReportLink";
import { RowActions } from "./RowActions";

interface RowProps {
  consultation: Consultation;
  administrator: boolean;
  /** Say the day, where no heading above does. */
  withDay: boolean;
  /** In the client's own file the name goes without saying, and labels can be erased. */
  ofOneClient?: boolean;
  onChange: (changed: Consultation) => void;
  onPlan: (whom: Planning) => void;
}

/** One consultation in a list: when, who, and what can be done now. */
export function ConsultationRow(props: RowProps) {
  const { consultation, administrator, withDay, ofOneClient = false } = props;
  const when = consultation.opened_at ?? consultation.scheduled_at;
  return (
    <li class={`consultation ${consultation.state}`}>
      <div class="when">
        {withDay ? <span class="tiny">{day(when)}</span> : null}
        <strong>{clock(when)}</strong>
      </div>
      <div class="whom grow">
        {ofOneClient ? null : <Whom consultation={consultation} />}
        <Waiting consultation={consultation} />
        <span class="tiny about">
          {about(consultation, administrator)} <MadeUp consultation={consultation} />
        </span>
        <RatingLine id={consultation.id} />
        {consultation.note ? <span class="tiny note-line">{consultation.note}</span> : null}
      </div>
      <div class="actions">
        {administrator ? (
          <ReportLink consultation={consultation} />
        ) : (
          <RowActions {...props} mayErase={ofOneClient} />
        )}
      </div>
    </li>
  );
}

/** Somebody is there before the room is open: the one thing here that cannot wait. */
function Waiting({ consultation }: { consultation: Consultation }) {
  if (!consultation.waiting) return null;
  return (
    <span class="chip is-waiting" role="status">
      <span class="dot on pulse" aria-hidden="true" />
      {isWaitingWords(consultation)}
    </span>
  );
}

function RatingLine({ id }: { id: string }) {
  const rating = said.value[id];
  if (!rating) return null;
  return <span class="tiny">{t("Client’s rating: %(said)s", { said: saidWords(rating) })}</span>;
}

function Whom({ consultation }: { consultation: Consultation }) {
  if (!consultation.client) return <strong class="quiet">{t("Client erased")}</strong>;
  return (
    <Link class="client-link" href={`/clients/${consultation.client}`}>
      {consultation.client_name}
    </Link>
  );
}

function about(consultation: Consultation, administrator: boolean): string {
  const parts = [kindName(consultation.kind)];
  if (administrator) parts.push(consultation.counsellor.name);
  const { opened_at: from, ended_at: to, state } = consultation;
  if (from && to) parts.push(lasting((Date.parse(to) - Date.parse(from)) / 1000));
  if (state === "open") parts.push(t("open now"));
  if (state === "cancelled") parts.push(t("cancelled"));
  if (state === "not_held") parts.push(t("did not take place"));
  if (state === "scheduled" && consultation.emailed_at) parts.push(t("invited by email"));
  return facts(...parts);
}
