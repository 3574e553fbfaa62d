import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Link } from "wouter-preact";

import type { Consultation } from "../api/types";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { InviteLink } from "../links/InviteLink";
import { isEarly, OpenEarly } from "../planning/OpenEarly";
import { clock, dayWithin } from "../words/times";
import { waitingRoomWords } from "../words/waiting";
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

/** How often, in ms, the closed room asks who waits before it. */
const LOOK = 5000;

function NotYet({ consultation, room }: { consultation: Consultation; room: Room }) {
  const when = consultation.scheduled_at;
  const asking = useSignal(false);
  useEffect(() => {
    const timer = setInterval(() => void room.look(), LOOK);
    return () => clearInterval(timer);
  }, [room]);
  const open = () => {
    asking.value = false;
    void room.open();
  };
  return (
    <div class="centred">
      <h1>{consultation.client_name}</h1>
      <p class="quiet">
        {t("Planned: %(day)s at %(time)s. The room is not open yet.", {
          day: dayWithin(when),
          time: clock(when),
        })}
      </p>
      <p class="chip" role="status">
        <span class={`dot ${consultation.waiting ? "on pulse" : "off"}`} aria-hidden="true" />
        {waitingRoomWords(consultation)}
      </p>
      {room.problem.value ? (
        <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
      ) : null}
      <button
        type="button"
        class="button primary big"
        disabled={room.opening.value}
        onClick={() => (isEarly(consultation) ? (asking.value = true) : open())}
      >
        {t("Open the room now")}
      </button>
      {asking.value ? (
        <OpenEarly
          consultation={consultation}
          onOpen={open}
          onClose={() => (asking.value = false)}
        />
      ) : null}
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
