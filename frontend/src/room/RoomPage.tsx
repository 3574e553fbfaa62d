import "../charts/charts.css";
import "./room.css";

import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useLocation } from "wouter-preact";

import { me } from "../api/session";
import { recentRate } from "../dashboard/curve";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { ChatCard } from "../rtc/ChatCard";
import { CallSide } from "./CallSide";
import { Closed } from "./Closed";
import { connection, CURRENT, stageWords } from "./connection";
import { NotesCard } from "./NotesCard";
import { now } from "./now";
import { NowCard } from "./NowCard";
import { PeopleCard } from "./PeopleCard";
import type { Room } from "./room";
import { RoomBar } from "./RoomBar";
import { Stage } from "./Stage";
import { TimelineCard } from "./TimelineCard";
import { useRoom } from "./useRoom";

/** The counsellor's room: the client at the left, the numbers at the right. */
export default function RoomPage({ id }: { id: string }) {
  const room = useRoom(id);
  const [, navigate] = useLocation();
  const consultation = room.store.consultation.value;
  const ended = consultation?.state === "ended";
  useEffect(() => {
    // Whoever ended it, here or in another window: the report is what comes next.
    if (ended && room.wasOpen) navigate(`/consultations/${id}/report`);
  }, [ended, room, id, navigate]);

  if (room.state.value === "failed") {
    return (
      <Page title={t("Room")}>
        <Trouble onRetry={() => void room.load()} />
      </Page>
    );
  }
  if (room.state.value === "unknown" || me.value?.role === "administrator") {
    return (
      <Page title={t("Room")}>
        <Closed consultation={null} room={room} />
      </Page>
    );
  }
  if (!consultation) {
    return (
      <Page title={t("Room")}>
        <Waiting>{t("Loading…")}</Waiting>
      </Page>
    );
  }
  if (consultation.state !== "open") {
    return (
      <Page title={consultation.client_name}>
        <Closed consultation={consultation} room={room} />
      </Page>
    );
  }
  return <OpenRoom room={room} name={consultation.client_name} />;
}

function OpenRoom({ room, name }: { room: Room; name: string }) {
  const { store } = room;
  const { chat } = room.session;
  const callHere = store.consultation.value?.call_mode === "here";
  const state = useComputed(() =>
    connection(
      room.socket.line.state.value,
      store.client.value,
      store.latest.value,
      recentRate(store.clientReadings.value, now.value / 1000),
      now.value,
    ),
  );
  const latest = store.latest.value;
  const current = latest && now.value - latest.received_at < CURRENT ? latest : null;
  const shown = state.value.analysing ? current : null;
  return (
    <Page title={name} shape="wide" bar={<RoomBar room={room} state={state.value} />}>
      <h1 class="visually-hidden">{t("Consultation with %(name)s", { name })}</h1>
      <div class="room">
        <div class="room-left">
          {callHere ? (
            <CallSide session={room.session} name={name} reading={shown} />
          ) : (
            <section class="card stage-card" aria-label={t("The client")}>
              <Stage reading={shown} words={stageWords(state.value)} />
            </section>
          )}
          <TimelineCard store={store} />
        </div>
        <div class="room-right">
          <NowCard store={store} current={shown !== null} />
          {chat.open.value ? <ChatCard chat={chat} name={name} /> : null}
          <PeopleCard store={store} />
          <NotesCard id={room.id} store={store} />
        </div>
      </div>
    </Page>
  );
}
