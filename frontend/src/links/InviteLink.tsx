import { useSignal } from "@preact/signals";

import { changeConsultation } from "../api/consultations";
import type { Consultation } from "../api/types";
import { serverClock } from "../clock";
import { Confirm } from "../design/Confirm";
import { CopyField } from "../design/CopyLink";
import { t } from "../i18n";
import { changeRefusedWords, linkLifeWords } from "../words/consultation";

interface InviteLinkProps {
  consultation: Consultation;
  /** A new link was made: this is how the consultation stands now. */
  onChange: (changed: Consultation) => void;
}

function linkExpired({ invite_expires_at }: Consultation): boolean {
  return Date.parse(invite_expires_at) <= serverClock.now();
}

/** The client's link with what the counsellor may do with it: copy it, or replace it. */
export function InviteLink({ consultation, onChange }: InviteLinkProps) {
  const url = consultation.invite_url;
  if (!url) return null;
  return (
    <div class="stack invite-link">
      {linkExpired(consultation) ? null : <CopyField url={url} />}
      <LinkLife consultation={consultation} onChange={onChange} />
    </div>
  );
}

/** Until when the link works, and the way to a new one. */
function LinkLife({ consultation, onChange }: InviteLinkProps) {
  const asking = useSignal(false);
  const said = useSignal("");
  const problem = useSignal("");
  const busy = useSignal(false);
  const expired = linkExpired(consultation);

  const renew = async () => {
    asking.value = false;
    problem.value = said.value = "";
    busy.value = true;
    try {
      onChange(await changeConsultation(consultation.id, "invite"));
      said.value = t("The new link is ready. The old one does not work any more.");
    } catch (refusal) {
      problem.value = changeRefusedWords(refusal);
    }
    busy.value = false;
  };

  return (
    <>
      <div class="link-life tiny">
        <span class={expired ? "problem" : ""}>
          {linkLifeWords(consultation.invite_expires_at, expired)}
        </span>
        <button
          type="button"
          class="button plain small"
          // A second new link would end the first, which may be copied by then.
          disabled={busy.value}
          // Nothing is lost with a link that does not work anyway.
          onClick={() => (expired ? void renew() : (asking.value = true))}
        >
          {t("New link")}
        </button>
        <span role="status">{said.value}</span>
        {problem.value ? (
          <span class="problem" role="alert">
            {problem.value}
          </span>
        ) : null}
      </div>
      {asking.value ? (
        <Confirm
          title={t("Make a new invite link?")}
          yes={t("Make a new link")}
          no={t("Keep the old link")}
          onYes={() => void renew()}
          onNo={() => (asking.value = false)}
        >
          {t(
            "The old link stops working at once, also where you have sent it. Whoever joined by it is out until they open the new one.",
          )}
        </Confirm>
      ) : null}
    </>
  );
}
