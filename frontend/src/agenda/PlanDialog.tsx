import { useSignal } from "@preact/signals";

import { planConsultation } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { retriedAfterSignIn } from "../api/session";
import type { CallMode, Consultation, Kind } from "../api/types";
import { Choice } from "../design/Choice";
import { CopyField } from "../design/CopyLink";
import { Dialog } from "../design/Dialog";
import { DoneDialog } from "../design/DoneDialog";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { WhenField, whenIn, whenLabel } from "../planning/WhenField";
import { callModeName, kindName, linkLifeWords } from "../words/consultation";
import { clock, dayWithin, nextHalfHour } from "../words/times";
import type { Planning } from "./planning";
import { ClientField } from "./ClientField";

const KINDS = ["counselling", "service"] as const;
const MODES = ["here", "beside"] as const;

interface PlanDialogProps {
  whom: Exclude<Planning, null>;
  onPlanned: (planned: Consultation) => void;
  onClose: () => void;
}

/** Plan a consultation, then hand over its link. */
export function PlanDialog({ whom, onPlanned, onClose }: PlanDialogProps) {
  const planned = useSignal<Consultation | null>(null);
  if (planned.value) return <Planned consultation={planned.value} onClose={onClose} />;
  return (
    <Dialog title={t("New consultation")} onClose={onClose}>
      <PlanForm
        whom={whom}
        onClose={onClose}
        onPlanned={(consultation) => {
          planned.value = consultation;
          onPlanned(consultation);
        }}
      />
    </Dialog>
  );
}

function PlanForm({ whom, onPlanned, onClose }: PlanDialogProps) {
  const refusal = useSignal<Refusal | null>(null);
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    busy.value = true;
    try {
      onPlanned(
        await retriedAfterSignIn(() =>
          planConsultation({
            ...(whom === "somebody"
              ? { client_name: formText(form, "client_name") }
              : { client: whom.id }),
            kind: formText(form, "kind") as Kind,
            call_mode: formText(form, "call_mode") as CallMode,
            scheduled_at: whenIn(form).toISOString(),
          }),
        ),
      );
    } catch (error) {
      refusal.value = error instanceof Refusal ? error : new Refusal(0, "", "");
    }
    busy.value = false;
  };
  const fields = refusal.value?.fields ?? {};
  return (
    <form class="stack plan-form" onSubmit={(event) => void submit(event)}>
      {refusal.value && Object.keys(fields).length === 0 ? (
        <Notice tone="bad">
          {refusal.value.detail || t("That did not work. Check your connection and try again.")}
        </Notice>
      ) : null}
      {whom === "somebody" ? (
        <ClientField error={fields.client_name} />
      ) : (
        <p>
          {t("Client")}: <strong>{whom.name}</strong>
        </p>
      )}
      <Choice
        legend={t("Kind")}
        name="kind"
        options={KINDS.map((kind) => ({ value: kind, words: kindName(kind) }))}
        chosen="counselling"
      />
      <CallChoice />
      <WhenField label={whenLabel()} initial={nextHalfHour()} error={fields.scheduled_at} />
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t("Close")}
        </button>
        <button class="button primary" disabled={busy.value}>
          {t("Plan consultation")}
        </button>
      </div>
    </form>
  );
}

/** Where the call is held. */
function CallChoice() {
  return (
    <Choice
      legend={t("The call")}
      name="call_mode"
      options={MODES.map((mode) => ({ value: mode, words: callModeName(mode) }))}
      chosen="here"
    >
      {t("Beside another call tool, the client's page holds only the camera and the notice.")}
    </Choice>
  );
}

function Planned({ consultation, onClose }: { consultation: Consultation; onClose: () => void }) {
  const when = consultation.scheduled_at;
  return (
    <DoneDialog title={t("The consultation is planned")} onClose={onClose}>
      <p>
        {t("%(name)s · %(day)s at %(time)s. Send this link to your client:", {
          name: consultation.client_name,
          day: dayWithin(when),
          time: clock(when),
        })}
      </p>
      {consultation.invite_url ? <CopyField url={consultation.invite_url} /> : null}
      <p class="tiny">
        {linkLifeWords(consultation.invite_expires_at, false)}
        {". "}
        {t("You find the link in the agenda at any time.")}
      </p>
    </DoneDialog>
  );
}
