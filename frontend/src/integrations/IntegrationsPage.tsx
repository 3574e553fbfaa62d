import "../accounts/accounts.css";
import "../practice/practice.css";
import "./integrations.css";

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Link } from "wouter-preact";

import { readKeys, readWebhooks } from "../api/integrations";
import { me } from "../api/session";
import type { ApiKey, Webhook } from "../api/types";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { KeysCard } from "./KeysCard";
import { WebhooksCard } from "./WebhooksCard";

interface Doors {
  keys: ApiKey[];
  webhooks: Webhook[];
}

/** The administrator's page: what other programs may read, and whom we tell what happened. */
export default function IntegrationsPage() {
  const doors = useSignal<Doors | null>(null);
  const failed = useSignal(false);
  const load = async () => {
    failed.value = false;
    try {
      const [keys, webhooks] = await Promise.all([readKeys(), readWebhooks()]);
      doors.value = { keys, webhooks };
    } catch {
      failed.value = true;
    }
  };
  const allowed = me.value?.role === "administrator";
  useEffect(() => {
    if (allowed) void load();
  }, [allowed]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Page title={t("Other programs")}>
      <div class="page-head">
        <div>
          <h1>{t("Other programs")}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
        </div>
        {allowed ? (
          <Link class="button" href="/practice">
            {t("Practice")}
          </Link>
        ) : null}
      </div>
      {!allowed ? (
        <Trouble title={t("This page is for administrators")}>
          {t("Ask the administrator of your practice.")}
        </Trouble>
      ) : doors.value ? (
        <div class="account wide">
          <KeysCard keys={doors.value.keys} onChange={load} />
          <WebhooksCard webhooks={doors.value.webhooks} onChange={load} />
        </div>
      ) : failed.value ? (
        <Trouble onRetry={() => void load()} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </Page>
  );
}
