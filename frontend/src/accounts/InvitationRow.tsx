import { useSignal } from "@preact/signals";

import { inviteAgain, withdrawInvitation } from "../api/practice";
import type { Invitation } from "../api/types";
import { t } from "../i18n";
import { facts } from "../words/facts";
import { dayWithin } from "../words/times";
import { AccountRow } from "./AccountRow";
import { useAsking } from "./useAsking";
import { roleName } from "./words";

interface InvitationRowProps {
  invitation: Invitation;
  onChange: () => Promise<void>;
}

/** Somebody who was invited: again, or no more. */
export function InvitationRow({ invitation, onChange }: InvitationRowProps) {
  const sent = useSignal(false);
  const { busy, problem, ask } = useAsking();
  const over = new Date(invitation.expires_at) < new Date();
  const again = async () => {
    sent.value = await ask(async () => {
      await inviteAgain(invitation.id);
    });
    await onChange();
  };
  const withdraw = async () => {
    await ask(() => withdrawInvitation(invitation.id));
    await onChange();
  };
  const expires = { day: dayWithin(invitation.expires_at) };
  return (
    <AccountRow
      problem={problem.value}
      acts={
        <>
          <button
            type="button"
            class="button"
            disabled={busy.value}
            aria-label={`${t("Send again")}: ${invitation.email}`}
            onClick={() => void again()}
          >
            {t("Send again")}
          </button>
          <button
            type="button"
            class="button danger"
            disabled={busy.value}
            aria-label={`${t("Take back")}: ${invitation.email}`}
            onClick={() => void withdraw()}
          >
            {t("Take back")}
          </button>
        </>
      }
    >
      <strong>{invitation.email}</strong>
      <span class="tiny account-facts">
        {facts(
          roleName(invitation.role),
          over ? t("the link has expired") : t("the link works until: %(day)s", expires),
        )}
      </span>
      <span class="tiny" role="status">
        {sent.value ? t("A new link is on its way; the older one does not work any more.") : ""}
      </span>
    </AccountRow>
  );
}
