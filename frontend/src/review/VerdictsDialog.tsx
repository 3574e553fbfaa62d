import { useEffect, useMemo } from "preact/hooks";
import { Link } from "wouter-preact";

import type { Entry } from "../api/types";
import { Dialog } from "../design/Dialog";
import { Waiting } from "../design/Notice";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { clock, day } from "../words/times";
import { ReviewedConsultation } from "./reviewed";
import { VerdictForm } from "./VerdictForm";
import { VerdictList } from "./VerdictList";
import { reasonWords } from "./words";

interface DialogProps {
  entry: Entry;
  onChange: (entry: Entry) => void;
  onClose: () => void;
}

/** One entry of the queue: why it is there, what was said, and what you say. */
export function VerdictsDialog({ entry, onChange, onClose }: DialogProps) {
  const reviewed = useMemo(
    () => new ReviewedConsultation(entry.consultation),
    [entry.consultation],
  );
  useEffect(() => void reviewed.load(), [reviewed]);
  const found = reviewed.found.value;
  const name = entry.client_name || t("Client erased");
  return (
    <Dialog title={name} onClose={onClose}>
      <p class="quiet">
        {day(entry.ended_at)}, {clock(entry.ended_at)} · {entry.counsellor.name} ·{" "}
        <Link href={`/consultations/${entry.consultation}/report`}>{t("To the report")}</Link>
      </p>
      <ul class="reasons">
        {entry.reasons.map((reason) => (
          <li key={`${reason.rule}${reason.value ?? ""}`}>{reasonWords(reason)}</li>
        ))}
      </ul>
      {entry.comment ? <blockquote class="entry-comment">{entry.comment}</blockquote> : null}
      {reviewed.failed.value ? (
        <Trouble onRetry={() => void reviewed.load()} />
      ) : found ? (
        <>
          <VerdictForm
            entry={found.entry}
            onGive={async (wish) => onChange((await reviewed.give(wish)).entry)}
          />
          <VerdictList verdicts={found.verdicts} />
        </>
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t("Close")}
        </button>
      </div>
    </Dialog>
  );
}
