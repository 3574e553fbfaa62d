import "../accounts/accounts.css";
import "../practice/practice.css";
import "./integrations.css";

import { AdministratorPage } from "../accounts/AdministratorPage";
import { readKeys, readWebhooks } from "../api/integrations";
import { t } from "../i18n";
import { KeysCard } from "./KeysCard";
import { WebhooksCard } from "./WebhooksCard";

const readDoors = async () => {
  const [keys, webhooks] = await Promise.all([readKeys(), readWebhooks()]);
  return { keys, webhooks };
};

/** The administrator's page: what other programs may read, and whom we tell what happened. */
export default function IntegrationsPage() {
  return (
    <AdministratorPage title={t("Other programs")} read={readDoors}>
      {({ keys, webhooks }, reload) => (
        <>
          <KeysCard keys={keys} onChange={reload} />
          <WebhooksCard webhooks={webhooks} onChange={reload} />
        </>
      )}
    </AdministratorPage>
  );
}
