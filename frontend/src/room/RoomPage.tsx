import "../charts/charts.css";
import "./bar.css";
import "./end.css";
import "./hints.css";
import "./notes.css";
import "./room.css";

import { useComputed, useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";

import { me } from "../api/session";
import { liveCurve, recentRate } from "../dashboard/curve";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { ChatCard } from "../rtc/ChatCard";
import type { Marker } from "../wire";
import { CallSide } from "./CallSide";
import { Closed } from "./Closed";
import { connection, CURRENT, stageWords } from "./connection";
import { EndPage } from "./EndPage";
import { FullNotice } from "./FullNotice";
import { HintLine } from "./HintLine";
import { NotesCard } from "./NotesCard";
import { now } from "./now";
import { NowCard } from "./NowCard";
import { PeopleCard } from "./PeopleCard";
import type { Room } from "./room";
import { RoomBar } from "./RoomBar";
import { Stage } from "./Stage";
import { type Moment, TimelineCard } from "./TimelineCard";
import { useRoom } from "./useRoom";

/** The counsellor's room: the client at the left, the numbers at the right. */
export default function RoomPage({ id }: { id: string }) {
  const room = useRoom(id);
  const consultation = room.store.consultation.value;

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
  // Whoever ended it, here or in another window.
  if (consultation.state === "ended") return <EndPage room={room} consultation={consultation} />;
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
  const drawn = useComputed(() =>
    liveCurve(
      store.clientReadings.value,
      now.value / 1000,
      store.openedAt.value,
      store.clientStops.value,
    ),
  );
  const looked = useSignal<Moment | null>(null);
  // The same at every reading, so that the notes are not drawn anew with each.
  const show = useCallback(
    ({ id, at }: Marker) => {
      looked.value = { at: at / 1000, note: id };
    },
    [looked],
  );
  // The link stands by the empty stage; once somebody has come it is not what is looked for.
  const alone = !store.client.value?.present;
  const latest = store.latest.value;
  const current = latest && now.value - latest.received_at < CURRENT ? latest : null;
  const shown = state.value.analysing ? current : null;
  // Pictures may come and show no face: then the last numbers are not those of now.
  const read = drawn.value.curve.t.at(-1) ?? 0;
  const present = shown !== null && now.value - read * 1000 < CURRENT;
  return (
    <Page title={name} shape="wide" bar={<RoomBar room={room} state={state.value} />}>
      <h1 class="visually-hidden">{t("Consultation with %(name)s", { name })}</h1>
      <div class="room">
        <div class="room-left">
          {callHere ? (
            <CallSide
              session={room.session}
              name={name}
              reading={shown}
              whileFull={<FullNotice room={room} state={state.value} />}
            />
          ) : (
            <section class="card stage-card" aria-label={t("The client")}>
              <Stage reading={shown} words={stageWords(state.value)} />
            </section>
          )}
          <HintLine store={store} curve={drawn.value.curve} />
          <NotesCard
            id={room.id}
            store={store}
            draft={room.draft}
            chosen={looked.value?.note ?? null}
            onShow={show}
          />
          {alone ? <PeopleCard store={store} /> : null}
        </div>
        <div class="room-right">
          <NowCard store={store} current={present} />
          {chat.open.value ? <ChatCard chat={chat} name={name} /> : null}
          <TimelineCard store={store} drawn={drawn.value} looked={looked} />
          {alone ? null : <PeopleCard store={store} />}
        </div>
      </div>
    </Page>
  );
}
