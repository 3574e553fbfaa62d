import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { listConsultations, planConsultation } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { retriedAfterSignIn } from "../api/session";
import type { Consultation } from "../api/types";
import { CopyField } from "../design/CopyLink";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { sameTimeNextWeek } from "../planning/nextTime";
import { WhenField, whenIn, whenLabel } from "../planning/WhenField";
import { callModeName, kindName, linkLifeWords } from "../words/consultation";
import { clock, dayWithin, zoneInUse } from "../words/times";

/** The next appointment with the same client: the same time next week, in one press. */
export function NextAppointment({ consultation }: { consultation: Consultation }) {
  const planned = useSignal<Consultation | null>(null);
  const ahead = useAhead(consultation.client);
  return (
    <section class="card roomy next-appointment" aria-labelledby="next-title">
      <div class="card-head">
        <h2 id="next-title">{t("Next appointment")}</h2>
        <span class="tiny">
          {kindName(consultation.kind)}
          {consultation.call_mode === "beside" ? ` · ${callModeName("beside")}` : ""}
        </span>
      </div>
      {planned.value ? (
        <Planned planned={planned.value} />
      ) : (
        <>
          {ahead[0] ? (
            <p class="row already">
              <Icon name="clock" size={16} />
              {t("Already planned: %(day)s at %(time)s.", whenOf(ahead[0]))}
            </p>
          ) : null}
          <NextForm
            consultation={consultation}
            client={consultation.client}
            onPlanned={(made) => (planned.value = made)}
          />
        </>
      )}
    </section>
  );
}

interface NextFormProps {
  consultation: Consultation;
  client: string | null;
  onPlanned: (made: Consultation) => void;
}

function NextForm({ consultation, client, onPlanned }: NextFormProps) {
  const refusal = useSignal<Refusal | null>(null);
  const busy = useSignal(false);
  const plan = async (event: SubmitEvent) => {
    event.preventDefault();
    const when = whenIn(new FormData(event.currentTarget as HTMLFormElement));
    busy.value = true;
    refusal.value = null;
    try {
      const { kind, call_mode } = consultation;
      const wanted = { client, kind, call_mode, scheduled_at: when.toISOString() };
      onPlanned(await retriedAfterSignIn(() => planConsultation(wanted)));
    } catch (error) {
      refusal.value = error instanceof Refusal ? error : new Refusal(0, "", "");
    }
    busy.value = false;
  };
  const wrong = refusal.value?.fields.scheduled_at;
  return (
    <form class="stack" onSubmit={(event) => void plan(event)}>
      {refusal.value && !wrong ? (
        <Notice tone="bad">
          {refusal.value.detail || t("That did not work. Check your connection and try again.")}
        </Notice>
      ) : null}
      <WhenField
        label={whenLabel()}
        initial={sameTimeNextWeek(new Date(consultation.scheduled_at), zoneInUse())}
        error={wrong}
      />
      <button class="button" disabled={busy.value}>
        <Icon name="plus" />
        {t("Plan the next appointment")}
      </button>
    </form>
  );
}

function Planned({ planned }: { planned: Consultation }) {
  return (
    <div class="stack" role="status">
      <p class="row already">
        <Icon name="check" size={16} />
        {t("Planned: %(day)s at %(time)s.", whenOf(planned))}
      </p>
      {planned.invite_url ? <CopyField url={planned.invite_url} /> : null}
      <p class="tiny">
        {linkLifeWords(planned.invite_expires_at, false)}
        {". "}
        {t("You find the link in the agenda at any time.")}
      </p>
    </div>
  );
}

function whenOf({ scheduled_at: when }: Consultation): { day: string; time: string } {
  return { day: dayWithin(when), time: clock(when) };
}

/** What is planned with the client already, soonest first. */
function useAhead(client: string | null): Consultation[] {
  const ahead = useSignal<Consultation[]>([]);
  useEffect(() => {
    if (!client) return;
    listConsultations({ client, state: "scheduled" }).then(
      ({ results }) => (ahead.value = results),
      // Without an answer the form alone does.
      () => undefined,
    );
  }, [client, ahead]);
  return ahead.value;
}
