import "../accounts/accounts.css";
import "./practice.css";

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Link } from "wouter-preact";

import { Card } from "../accounts/Card";
import { readAudit, readPolicy } from "../api/practice";
import { me } from "../api/session";
import type { AuditEntry, Policy } from "../api/types";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { clock, day } from "../words/times";
import { PolicyForm } from "./PolicyForm";
import { changesWords } from "./words";

/** The administrator's page: what the practice lets the product do, and who changed it when. */
export default function PracticePage() {
  const policy = useSignal<Policy | null>(null);
  const changes = useSignal<AuditEntry[]>([]);
  const failed = useSignal(false);
  const load = async () => {
    failed.value = false;
    try {
      const [read, audit] = await Promise.all([readPolicy(), readAudit()]);
      policy.value = read;
      changes.value = audit.filter(({ act }) => act === "policy_changed");
    } catch {
      failed.value = true;
    }
  };
  const allowed = me.value?.role === "administrator";
  useEffect(() => {
    if (allowed) void load();
  }, [allowed]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Page title={t("Practice")}>
      <div class="page-head">
        <div>
          <h1>{t("Practice")}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
        </div>
        {allowed ? (
          <div class="row wrap">
            <Link class="button" href="/integrations">
              {t("Other programs")}
            </Link>
            <Link class="button" href="/team">
              {t("Team")}
            </Link>
          </div>
        ) : null}
      </div>
      {!allowed ? (
        <Trouble title={t("This page is for administrators")}>
          {t("Ask the administrator of your practice.")}
        </Trouble>
      ) : policy.value ? (
        <div class="account wide">
          <PolicyForm policy={policy.value} onSaved={load} />
          <Changes entries={changes.value} />
        </div>
      ) : failed.value ? (
        <Trouble onRetry={() => void load()} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </Page>
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
