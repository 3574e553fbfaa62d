import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useRef } from "preact/hooks";

import { appointmentAddress, type Decision } from "../api/participation";
import type { Invite } from "../api/types";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { LONGEST_NAME, type TextElement, TextField } from "../design/TextField";
import { t } from "../i18n";
import { notOfferedWords } from "../words/closing";
import { clock, day } from "../words/times";
import { ConsentWords } from "./ConsentWords";

interface InvitationProps {
  invite: Invite;
  token: string;
  problem: string;
  /** null: nothing was asked. */
  onDecide: (name: string, decision: Decision | null) => Promise<void>;
}

/** Who invites, when, and the one decision, where the practice has one to ask for. */
export function Invitation({ invite, token, problem, onDecide }: InvitationProps) {
  const name = useSignal("");
  const busy = useSignal(false);
  const field = useRef<TextElement>(null);
  const decide = async (decision: Decision | null) => {
    if (!field.current?.reportValidity()) return;
    busy.value = true;
    await onDecide(name.value.trim(), decision);
    busy.value = false;
  };
  return (
    <div class="stack invitation">
      <InvitedBy invite={invite} token={token} />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
      {invite.analysis_offered ? (
        <AskConsent {...{ invite, name, field }} busy={busy.value} onDecide={decide} />
      ) : (
        <JustJoin {...{ name, field }} busy={busy.value} onJoin={() => decide(null)} />
      )}
    </div>
  );
}

interface NameProps {
  name: Signal<string>;
  field: RefObject<TextElement>;
}

interface AskConsentProps extends NameProps {
  invite: Invite;
  busy: boolean;
  onDecide: (decision: Decision) => Promise<void>;
}

/** The consent, and two buttons of the same weight. */
function AskConsent({ invite, name, field, busy, onDecide }: AskConsentProps) {
  const answer = (decision: Decision, words: string) => (
    <button
      type="button"
      class="button big"
      disabled={busy}
      onClick={() => void onDecide(decision)}
    >
      {words}
    </button>
  );
  return (
    <section class="card roomy stack consent" aria-labelledby="consent-title">
      <h2 id="consent-title">{t("May software look at your expressions?")}</h2>
      <ConsentWords consent={invite.consent} />
      {invite.consent.purposes.length > 0 ? (
        <p class="tiny">
          {t("Used for: %(purposes)s.", {
            purposes: invite.consent.purposes.map(purposeWords).join(", "),
          })}
        </p>
      ) : null}
      <NameField {...{ name, field }} />
      <div class="decision">
        {answer("granted", t("Allow analysis"))}
        {answer("refused", t("Continue without analysis"))}
      </div>
      <p class="tiny">{t("Both lead into the consultation. You can change your mind there.")}</p>
    </section>
  );
}

interface JustJoinProps extends NameProps {
  busy: boolean;
  onJoin: () => Promise<void>;
}

/** Where the practice analyses no camera there is nothing to consent to. */
function JustJoin({ name, field, busy, onJoin }: JustJoinProps) {
  return (
    <section class="card roomy stack" aria-label={t("Join")}>
      <NameField {...{ name, field }} />
      <div class="decision">
        <button
          type="button"
          class="button big primary"
          disabled={busy}
          onClick={() => void onJoin()}
        >
          {t("Join")}
        </button>
      </div>
      <p class="tiny">{`${notOfferedWords()}.`}</p>
    </section>
  );
}

function NameField({ name, field }: NameProps) {
  return (
    <div class="field">
      <label for="name">
        {t("Your name")} <span class="tiny">{t("(if you like)")}</span>
      </label>
      <TextField
        id="name"
        field={field}
        most={LONGEST_NAME}
        autocomplete="name"
        value={name.value}
        onText={(text) => (name.value = text)}
      />
    </div>
  );
}

function InvitedBy({ invite, token }: { invite: Invite; token: string }) {
  const when = invite.consultation.scheduled_at;
  return (
    <div class="stack invited-by">
      <p class="quiet">{invite.practice.name}</p>
      <h1>{t("%(name)s invites you to a consultation", { name: invite.counsellor.name })}</h1>
      <p class="row when-line">
        <Icon name="clock" />
        <span>
          {invite.consultation.state === "open"
            ? t("It is open now.")
            : t("%(day)s at %(time)s", { day: day(when), time: clock(when) })}
        </span>
      </p>
      {invite.consultation.state === "scheduled" ? (
        <a class="tiny" href={appointmentAddress(token)} download>
          {t("Add to your calendar")}
        </a>
      ) : null}
    </div>
  );
}

function purposeWords(purpose: string): string {
  switch (purpose) {
    case "live_view":
      return t("the counsellor's live view");
    case "report":
      return t("the report after the consultation");
    case "review":
      return t("the practice's review of satisfaction");
    default:
      return purpose;
  }
}
