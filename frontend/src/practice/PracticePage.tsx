import "../accounts/accounts.css";
import "./practice.css";

import { AdministratorPage } from "../accounts/AdministratorPage";
import { AuditLine, AuditList } from "../accounts/AuditList";
import { Card } from "../accounts/Card";
import { readAudit, readPolicy } from "../api/practice";
import type { AuditEntry } from "../api/types";
import { t } from "../i18n";
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
      <AuditList>
        {entries.map((entry) => (
          <AuditLine key={entry.id} entry={entry} said={changesWords(entry.details)} />
        ))}
      </AuditList>
    </Card>
  );
}
