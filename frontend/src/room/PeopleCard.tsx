import type { RoomParticipant } from "../api/types";
import type { DashboardStore } from "../dashboard/store";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { InviteLink } from "../links/InviteLink";
import { notOfferedWords } from "../words/closing";
import { consentWords } from "../words/consultation";
import { facts } from "../words/facts";

/** Who takes part, what they decided, and the link: in reach also for who has to join again. */
export function PeopleCard({ store }: { store: DashboardStore }) {
  const client = store.client.value;
  const consultation = store.consultation.value;
  const alone = !client?.present;
  const link = consultation ? (
    <InviteLink
      consultation={consultation}
      onChange={(changed) => store.takeConsultation(changed)}
    />
  ) : null;
  return (
    <section class={`card people-card ${alone ? "alone" : ""}`} aria-labelledby="people-title">
      <div class="card-head">
        <h2 id="people-title">{t("Client")}</h2>
      </div>
      {alone ? (
        <div class="stack">
          <p class="quiet">{t("Nobody has joined yet. Send this link; no account is needed.")}</p>
          {link}
        </div>
      ) : (
        <>
          <ul class="stack">
            <Person person={client} cameraOn={store.clientCamera.value} />
          </ul>
          <details class="link-again">
            <summary>{t("Invite link")}</summary>
            {link}
          </details>
        </>
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
  if (!person.analysis_offered) return notOfferedWords();
  const words = [consentWords(person.consent)];
  if (person.consent === "granted") {
    if (person.paused) words.push(t("analysis is paused"));
    else words.push(cameraOn ? t("camera connected") : t("camera not connected"));
  }
  return facts(...words);
}
