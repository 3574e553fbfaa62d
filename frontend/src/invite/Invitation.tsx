import { useSignal } from "@preact/signals";

import { appointmentAddress, type Decision } from "../api/participation";
import type { Invite } from "../api/types";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { clock, day } from "../words/times";
import { ConsentWords } from "./ConsentWords";

interface InvitationProps {
  invite: Invite;
  token: string;
  problem: string;
  onDecide: (name: string, decision: Decision) => Promise<void>;
}

/** Who invites, when, and the one decision: two buttons of the same weight. */
export function Invitation({ invite, token, problem, onDecide }: InvitationProps) {
  const name = useSignal("");
  const busy = useSignal(false);
  const decide = async (decision: Decision) => {
    busy.value = true;
    await onDecide(name.value.trim(), decision);
    busy.value = false;
  };
  return (
    <div class="stack invitation">
      <InvitedBy invite={invite} token={token} />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
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
        <div class="field">
          <label for="name">
            {t("Your name")} <span class="tiny">{t("(if you like)")}</span>
          </label>
          <input
            id="name"
            class="input"
            maxLength={120}
            autocomplete="name"
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </div>
        <div class="decision">
          <button
            type="button"
            class="button big"
            disabled={busy.value}
            onClick={() => void decide("granted")}
          >
            {t("Allow analysis")}
          </button>
          <button
            type="button"
            class="button big"
            disabled={busy.value}
            onClick={() => void decide("refused")}
          >
            {t("Continue without analysis")}
          </button>
        </div>
        <p class="tiny">{t("Both lead into the consultation. You can change your mind there.")}</p>
      </section>
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
