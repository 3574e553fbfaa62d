import { useSignal } from "@preact/signals";

import { Card } from "../accounts/Card";
import type { Webhook } from "../api/types";
import { t } from "../i18n";
import { WebhookDialog } from "./WebhookDialog";
import { WebhookRow } from "./WebhookRow";

interface WebhooksCardProps {
  webhooks: Webhook[];
  onChange: () => Promise<void>;
}

/** The practice's addresses. */
export function WebhooksCard({ webhooks, onChange }: WebhooksCardProps) {
  const adding = useSignal(false);
  return (
    <Card
      title={t("Webhooks")}
      about={t(
        "An address of yours is told that something happened: signed, without names and figures, and again until it answers.",
      )}
      action={
        <button type="button" class="button primary" onClick={() => (adding.value = true)}>
          {t("Add a webhook")}
        </button>
      }
    >
      {webhooks.length > 0 ? (
        <ul class="account-list">
          {webhooks.map((webhook) => (
            <WebhookRow key={webhook.id} webhook={webhook} onChange={onChange} />
          ))}
        </ul>
      ) : (
        <p class="quiet">{t("No address is told anything yet.")}</p>
      )}
      {adding.value ? (
        <WebhookDialog onAdded={onChange} onClose={() => (adding.value = false)} />
      ) : null}
    </Card>
  );
}
