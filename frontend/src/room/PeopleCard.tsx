import type { RoomParticipant } from "../api/types";
import type { DashboardStore } from "../dashboard/store";
import { CopyField } from "../design/CopyLink";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { consentWords } from "../words/consultation";

/** Who takes part, what they decided, and the link as long as nobody came. */
export function PeopleCard({ store }: { store: DashboardStore }) {
  const client = store.client.value;
  const invite = store.consultation.value?.invite_url;
  const alone = !client?.present;
  return (
    <section class="card people-card" aria-labelledby="people-title">
      <div class="card-head">
        <h2 id="people-title">{t("Client")}</h2>
      </div>
      {alone ? (
        <div class="stack">
          <p class="quiet">{t("Nobody has joined yet. Send this link; no account is needed.")}</p>
          {invite ? <CopyField url={invite} /> : null}
        </div>
      ) : (
        <ul class="stack">
          <Person person={client} cameraOn={store.clientCamera.value} />
        </ul>
      )}
    </section>
  );
}

function Person({ person, cameraOn }: { person: RoomParticipant; cameraOn: boolean }) {
  return (
    <li class="person" aria-live="polite">
      <span class="person-mark" aria-hidden="true">
        <Icon name="person" />
      </span>
      <div class="grow">
        <strong>{person.name}</strong>
        <div class="tiny">{personWords(person, cameraOn)}</div>
      </div>
    </li>
  );
}

/** "allowed analysis · camera connected": consent and camera, each a calm fact. */
export function personWords(person: RoomParticipant, cameraOn: boolean): string {
  const words = [consentWords(person.consent)];
  if (person.consent === "granted") {
    if (person.paused) words.push(t("analysis is paused"));
    else words.push(cameraOn ? t("camera connected") : t("camera not connected"));
  }
  return words.join(" · ");
}
