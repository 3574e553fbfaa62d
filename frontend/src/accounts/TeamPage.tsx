import "./accounts.css";

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Link } from "wouter-preact";

import { readAudit, readInvitations, readMembers } from "../api/practice";
import { me } from "../api/session";
import type { AuditEntry, Invitation, Member } from "../api/types";
import { Icon } from "../design/Icon";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { clock, day } from "../words/times";
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

/** The administrator's page: who is in the practice, who is invited, and what was done. */
export default function TeamPage() {
  const team = useSignal<Team | null>(null);
  const failed = useSignal(false);
  const inviting = useSignal(false);
  const load = async () => {
    failed.value = false;
    try {
      const [members, invitations, audit] = await Promise.all([
        readMembers(),
        readInvitations(),
        readAudit(),
      ]);
      team.value = { members, invitations, audit };
    } catch {
      failed.value = true;
    }
  };
  const allowed = me.value?.role === "administrator";
  useEffect(() => {
    if (allowed) void load();
  }, [allowed]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Page title={t("Team")}>
      <div class="page-head">
        <div>
          <h1>{t("Team")}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
        </div>
        {allowed ? (
          <div class="row wrap">
            <Link class="button" href="/practice">
              {t("Practice")}
            </Link>
            <button type="button" class="button primary" onClick={() => (inviting.value = true)}>
              <Icon name="plus" />
              {t("Invite a colleague")}
            </button>
          </div>
        ) : null}
      </div>
      {!allowed ? (
        <Trouble title={t("This page is for administrators")}>
          {t("Ask the administrator of your practice.")}
        </Trouble>
      ) : team.value ? (
        <Parts team={team.value} onChange={load} />
      ) : failed.value ? (
        <Trouble onRetry={() => void load()} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
      {inviting.value ? (
        <InviteDialog onInvited={load} onClose={() => (inviting.value = false)} />
      ) : null}
    </Page>
  );
}

function Parts({ team, onChange }: { team: Team; onChange: () => Promise<void> }) {
  return (
    <div class="account wide">
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
      <Card title={t("What was done")} about={t("Acts upon accounts; the latest hundred.")}>
        {team.audit.length > 0 ? (
          <ol class="account-list audit">
            {team.audit.map((entry) => (
              <li key={entry.id}>
                <span>{auditWords(entry)}</span>
                <span class="tiny account-facts">
                  {t("%(name)s · %(day)s at %(time)s", {
                    name: entry.actor || t("somebody who is gone"),
                    day: day(entry.at),
                    time: clock(entry.at),
                  })}
                </span>
              </li>
            ))}
          </ol>
        ) : (
          <p class="quiet">{t("Nothing yet.")}</p>
        )}
      </Card>
    </div>
  );
}
