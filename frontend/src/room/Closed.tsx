import { Link } from "wouter-preact";

import type { Consultation } from "../api/types";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { InviteLink } from "../links/InviteLink";
import { clock, dayWithin } from "../words/times";
import type { Room } from "./room";

interface ClosedProps {
  consultation: Consultation | null;
  room: Room;
}

/** A room that is not open: not yet, never, or not for this person. */
export function Closed({ consultation, room }: ClosedProps) {
  if (!consultation) {
    return (
      <div class="centred" role="alert">
        <h1>{t("This room is not yours")}</h1>
        <p class="quiet">{t("Only the counsellor of a consultation enters its room.")}</p>
        <ToAgenda />
      </div>
    );
  }
  if (consultation.state === "scheduled") return <NotYet consultation={consultation} room={room} />;
  return (
    <div class="centred">
      <h1>
        {consultation.state === "cancelled"
          ? t("The consultation was cancelled")
          : t("The consultation did not take place")}
      </h1>
      <ToAgenda />
    </div>
  );
}

function NotYet({ consultation, room }: { consultation: Consultation; room: Room }) {
  const when = consultation.scheduled_at;
  return (
    <div class="centred">
      <h1>{consultation.client_name}</h1>
      <p class="quiet">
        {t("Planned: %(day)s at %(time)s. The room is not open yet.", {
          day: dayWithin(when),
          time: clock(when),
        })}
      </p>
      {room.problem.value ? (
        <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
      ) : null}
      <button type="button" class="button primary big" onClick={() => void room.open()}>
        {t("Open the room now")}
      </button>
      {consultation.invite_url ? (
        <div class="closed-link stack">
          <p class="tiny">{t("The client comes by this link:")}</p>
          <InviteLink
            consultation={consultation}
            onChange={(changed) => room.store.takeConsultation(changed)}
          />
        </div>
      ) : null}
    </div>
  );
}

function ToAgenda() {
  return (
    <Link class="button primary" href="/">
      {t("To the agenda")}
    </Link>
  );
}
