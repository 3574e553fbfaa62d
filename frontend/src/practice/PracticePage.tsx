import "../accounts/accounts.css";
import "./practice.css";

import { AdministratorPage } from "../accounts/AdministratorPage";
import { Card } from "../accounts/Card";
import { readAudit, readPolicy } from "../api/practice";
import type { AuditEntry } from "../api/types";
import { t } from "../i18n";
import { clock, day } from "../words/times";
import { PolicyForm } from "./PolicyForm";
import { changesWords } from "./words";

const readPractice = async () => {
  const [policy, audit] = await Promise.all([readPolicy(), readAudit()]);
  return { policy, changes: audit.filter(({ act }) => act === "policy_changed") };
};

/** The administrator's page: what the practice lets the product do, and who changed it when. */
export default function PracticePage() {
  return (
    <AdministratorPage title={t("Settings")} read={readPractice}>
      {({ policy, changes }, reload) => (
        <>
          <PolicyForm policy={policy} onSaved={reload} />
          <Changes entries={changes} />
        </>
      )}
    </AdministratorPage>
  );
}

function Changes({ entries }: { entries: AuditEntry[] }) {
  return (
    <Card title={t("What was changed")}>
      {entries.length > 0 ? (
        <ol class="account-list audit">
          {entries.map((entry) => (
            <li key={entry.id}>
              <span>{changesWords(entry.details)}</span>
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
  );
}
