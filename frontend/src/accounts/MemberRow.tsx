import { useSignal } from "@preact/signals";

import { changeMember, resetSecondFactor } from "../api/practice";
import { me } from "../api/session";
import type { Member, Role } from "../api/types";
import { Confirm } from "../design/Confirm";
import { t } from "../i18n";
import { facts } from "../words/facts";
import { dayWithin } from "../words/times";
import { AccountRow } from "./AccountRow";
import { useAsking } from "./useAsking";
import { roleName } from "./words";

interface MemberRowProps {
  member: Member;
  onChange: () => Promise<void>;
}

type Act = "close" | "reset";

/** One member: who, as what, and what an administrator can do. */
export function MemberRow({ member, onChange }: MemberRowProps) {
  const confirming = useSignal<Act | null>(null);
  const { busy, problem, ask } = useAsking();
  const own = member.id === me.value?.id;
  const change = async (act: () => Promise<unknown>) => {
    confirming.value = null;
    await ask(async () => {
      await act();
    });
    // After a refusal, too: then somebody else changed something.
    await onChange();
  };
  return (
    <AccountRow
      problem={problem.value}
      acts={
        own ? (
          <span class="tiny">{t("%(role)s (you)", { role: roleName(member.role) })}</span>
        ) : (
          <MemberActs
            member={member}
            busy={busy.value}
            onRole={(role) => void change(() => changeMember(member.id, { role }))}
            onOpen={() => void change(() => changeMember(member.id, { is_active: true }))}
            onAct={(act) => (confirming.value = act)}
          />
        )
      }
      below={
        confirming.value ? (
          <ConfirmAct
            act={confirming.value}
            name={member.name}
            onNo={() => (confirming.value = null)}
            onYes={(act) =>
              void change(() =>
                act === "close"
                  ? changeMember(member.id, { is_active: false })
                  : resetSecondFactor(member.id),
              )
            }
          />
        ) : null
      }
    >
      <strong>{member.name}</strong>
      {member.is_active ? null : <span class="chip closed">{t("account closed")}</span>}
      <span class="tiny account-facts">{member.email}</span>
      <span class="tiny account-facts">
        {facts(
          member.last_login
            ? t("last sign-in: %(day)s", { day: dayWithin(member.last_login) })
            : t("never signed in"),
          member.second_factor ? t("second factor on") : t("second factor off"),
        )}
      </span>
    </AccountRow>
  );
}

interface MemberActsProps {
  member: Member;
  busy: boolean;
  onRole: (role: Role) => void;
  onOpen: () => void;
  onAct: (act: Act) => void;
}

function MemberActs({ member, busy, onRole, onOpen, onAct }: MemberActsProps) {
  return (
    <>
      <select
        class="input role"
        aria-label={t("Role of %(name)s", { name: member.name })}
        value={member.role}
        disabled={busy}
        onChange={(event) => onRole(event.currentTarget.value as Role)}
      >
        {(["counsellor", "administrator"] as const).map((role) => (
          <option key={role} value={role}>
            {roleName(role)}
          </option>
        ))}
      </select>
      {member.second_factor ? (
        <button
          type="button"
          class="button"
          disabled={busy}
          aria-label={`${t("Reset second factor")}: ${member.name}`}
          onClick={() => onAct("reset")}
        >
          {t("Reset second factor")}
        </button>
      ) : null}
      {member.is_active ? (
        <button
          type="button"
          class="button danger"
          disabled={busy}
          aria-label={`${t("Close account")}: ${member.name}`}
          onClick={() => onAct("close")}
        >
          {t("Close account")}
        </button>
      ) : (
        <button
          type="button"
          class="button"
          disabled={busy}
          aria-label={`${t("Open again")}: ${member.name}`}
          onClick={onOpen}
        >
          {t("Open again")}
        </button>
      )}
    </>
  );
}

interface ConfirmActProps {
  act: Act;
  name: string;
  onYes: (act: Act) => void;
  onNo: () => void;
}

function ConfirmAct({ act, name, onYes, onNo }: ConfirmActProps) {
  const close = act === "close";
  return (
    <Confirm
      title={
        close
          ? t("Close the account of %(name)s?", { name })
          : t("Reset the second factor of %(name)s?", { name })
      }
      yes={close ? t("Close account") : t("Reset second factor")}
      no={t("Cancel")}
      onYes={() => onYes(act)}
      onNo={onNo}
    >
      {close
        ? t("They are signed out everywhere at once. What they wrote stays. You can open it again.")
        : t(
            "Only for somebody you have recognised: afterwards their password alone signs them in.",
          )}
    </Confirm>
  );
}
