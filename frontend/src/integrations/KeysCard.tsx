import { useSignal } from "@preact/signals";

import { AccountRow } from "../accounts/AccountRow";
import { Card } from "../accounts/Card";
import { useAsking } from "../accounts/useAsking";
import { withdrawKey } from "../api/integrations";
import type { ApiKey } from "../api/types";
import { Confirm } from "../design/Confirm";
import { t } from "../i18n";
import { dayWithin } from "../words/times";
import { KeyDialog } from "./KeyDialog";
import { scopeName } from "./words";

interface KeysCardProps {
  keys: ApiKey[];
  onChange: () => Promise<void>;
}

/** The practice's keys. */
export function KeysCard({ keys, onChange }: KeysCardProps) {
  const making = useSignal(false);
  return (
    <Card
      title={t("API keys")}
      about={t("With a key a program of yours reads what you may read here; it changes nothing.")}
      action={
        <button type="button" class="button primary" onClick={() => (making.value = true)}>
          {t("Make a key")}
        </button>
      }
    >
      {keys.length > 0 ? (
        <ul class="account-list">
          {keys.map((key) => (
            <KeyRow key={key.prefix} of={key} onChange={onChange} />
          ))}
        </ul>
      ) : (
        <p class="quiet">{t("No program has a key yet.")}</p>
      )}
      {making.value ? <KeyDialog onMade={onChange} onClose={() => (making.value = false)} /> : null}
    </Card>
  );
}

function KeyRow({ of: key, onChange }: { of: ApiKey; onChange: () => Promise<void> }) {
  const asking = useSignal(false);
  const { busy, problem, ask } = useAsking();
  const withdraw = async () => {
    asking.value = false;
    await ask(() => withdrawKey(key.prefix));
    await onChange();
  };
  return (
    <AccountRow
      problem={problem.value}
      acts={
        <button
          type="button"
          class="button danger"
          disabled={busy.value}
          aria-label={t("Withdraw the key %(name)s", { name: key.name })}
          onClick={() => (asking.value = true)}
        >
          {t("Withdraw")}
        </button>
      }
      below={
        asking.value ? (
          <Confirm
            title={t("Withdraw this key?")}
            yes={t("Withdraw")}
            no={t("Keep it")}
            onYes={() => void withdraw()}
            onNo={() => (asking.value = false)}
          >
            {t("The program that uses it is refused from now on. A withdrawn key stays withdrawn.")}
          </Confirm>
        ) : null
      }
    >
      <strong>{key.name}</strong>
      <span class="tiny account-facts">
        {key.prefix}… · {key.scopes.map(scopeName).join(" · ")}
      </span>
      <span class="tiny account-facts">
        {t("made by %(name)s: %(day)s", { name: key.owner, day: dayWithin(key.created) })} ·{" "}
        {key.last_used_at
          ? t("last used: %(day)s", { day: dayWithin(key.last_used_at) })
          : t("never used")}
      </span>
    </AccountRow>
  );
}
