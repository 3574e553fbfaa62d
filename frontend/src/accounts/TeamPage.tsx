import { useSignal } from "@preact/signals";

import { AUDIT_PAGE } from "../api/account";
import { readAudit, readInvitations, readMembers } from "../api/practice";
import type { AuditEntry, Invitation, Member } from "../api/types";
import { Icon } from "../design/Icon";
import { useOlder } from "../design/useOlder";
import { t } from "../i18n";
import { AdministratorPage } from "./AdministratorPage";
import { AuditLine, AuditList } from "./AuditList";
import { Card } from "./Card";
import { InvitationRow } from "./InvitationRow";
import { InviteDialog } from "./InviteDialog";
import { MemberRow } from "./MemberRow";
import { auditWords } from "./words";

interface Team {
  members: Member[];
  invitations: Invitation[];
  audit: AuditEntry[];
}

const readTeam = async (): Promise<Team> => {
  const [members, invitations, audit] = await Promise.all([
    readMembers(),
    readInvitations(),
    readAudit(),
  ]);
  return { members, invitations, audit };
};

/** The administrator's page: who is in the practice, who is invited, and what was done. */
export default function TeamPage() {
  const inviting = useSignal(false);
  return (
    <AdministratorPage
      title={t("Team")}
      read={readTeam}
      acts={
        <button type="button" class="button primary" onClick={() => (inviting.value = true)}>
          <Icon name="plus" />
          {t("Invite a colleague")}
        </button>
      }
    >
      {(team, reload) => (
        <>
          <Parts team={team} onChange={reload} />
          {inviting.value ? (
            <InviteDialog onInvited={reload} onClose={() => (inviting.value = false)} />
          ) : null}
        </>
      )}
    </AdministratorPage>
  );
}

function Parts({ team, onChange }: { team: Team; onChange: () => Promise<void> }) {
  return (
    <>
      <Card title={t("Members")}>
        <ul class="account-list">
          {team.members.map((member) => (
            <MemberRow key={member.id} member={member} onChange={onChange} />
          ))}
        </ul>
      </Card>
      {team.invitations.length > 0 ? (
        <Card title={t("Invited, not here yet")}>
          <ul class="account-list">
            {team.invitations.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} onChange={onChange} />
            ))}
          </ul>
        </Card>
      ) : null}
      {/* Anew with a new act: what was read on of the list follows the first page. */}
      <Audit key={team.audit[0]?.id} first={team.audit} />
    </>
  );
}

function Audit({ first }: { first: AuditEntry[] }) {
  const { entries, more } = useOlder(first, AUDIT_PAGE, readAudit);
  return (
    <Card title={t("What was done")} about={t("Acts upon accounts, the latest first.")}>
      <AuditList>
        {entries.map((entry) => (
          <AuditLine key={entry.id} entry={entry} said={auditWords(entry)} />
        ))}
      </AuditList>
      {more}
    </Card>
  );
}
