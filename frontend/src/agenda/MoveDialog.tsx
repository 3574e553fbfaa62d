import { useSignal } from "@preact/signals";

import { readConsultation, reschedule } from "../api/consultations";
import { Refusal } from "../api/refusal";
import { retriedAfterSignIn } from "../api/session";
import type { Consultation } from "../api/types";
import { Dialog } from "../design/Dialog";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { WhenField, whenIn, whenLabel } from "../planning/WhenField";
import { changeRefusedWords } from "../words/consultation";
import { clock, dayWithin } from "../words/times";

interface MoveProps {
  consultation: Consultation;
  onChange: (changed: Consultation) => void;
  onClose: () => void;
}

/** A consultation as it stands after it was moved, read or, where that fails, as far as known. */
function moved(consultation: Consultation, when: Date): Promise<Consultation> {
  const known = { ...consultation, scheduled_at: when.toISOString() };
  return readConsultation(consultation.id).catch(() => known);
}

/** Another time for an appointment; whoever was invited by email is told. */
export function MoveDialog({ consultation, onChange, onClose }: MoveProps) {
  const refusal = useSignal<Refusal | null>(null);
  const busy = useSignal(false);
  const untold = useSignal<Consultation | null>(null);
  const when = consultation.scheduled_at;
  // The list puts a moved row elsewhere, and this dialog with it: so only when it was read.
  const close = () => {
    if (untold.value) onChange(untold.value);
    onClose();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = whenIn(new FormData(event.currentTarget as HTMLFormElement));
    busy.value = true;
    try {
      onChange(await retriedAfterSignIn(() => reschedule(consultation.id, wanted)));
      onClose();
    } catch (error) {
      refusal.value = error instanceof Refusal ? error : new Refusal(0, "", "");
      // It is moved all the same: only the client was not told.
      if (refusal.value.code === "mail_failed") untold.value = await moved(consultation, wanted);
    } finally {
      busy.value = false;
    }
  };
  const wrong = refusal.value?.fields.scheduled_at;
  return (
    <Dialog
      title={t("Move the consultation with %(name)s", { name: consultation.client_name })}
      onClose={close}
    >
      <form class="stack plan-form" onSubmit={(event) => void submit(event)}>
        {refusal.value && !wrong ? (
          <Notice tone="bad">{changeRefusedWords(refusal.value)}</Notice>
        ) : null}
        <p class="quiet">
          {t("Planned: %(day)s at %(time)s.", { day: dayWithin(when), time: clock(when) })}{" "}
          {consultation.emailed_at
            ? t("The client is told by email; the invite link stays the same.")
            : t("The invite link stays the same. Tell your client the new time.")}
        </p>
        <WhenField
          label={whenLabel()}
          initial={new Date(when)}
          besides={consultation.id}
          error={wrong}
        />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t("Close")}
          </button>
          <button class="button primary" disabled={busy.value || untold.value !== null}>
            {t("Move consultation")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
