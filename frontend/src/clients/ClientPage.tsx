import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Link } from "wouter-preact";

import { PlanDialog } from "../agenda/PlanDialog";
import { me } from "../api/session";
import type { Client } from "../api/types";
import { Icon } from "../design/Icon";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { facts } from "../words/facts";
import { zoneLabel } from "../words/zoned";
import { ClientConsultations } from "./ClientConsultations";
import { ClientData } from "./ClientData";
import { ClientDialog } from "./ClientDialog";
import { ClientFile } from "./clientFile";
import { TrendCard } from "./TrendCard";
import "./clients.css";

/** One client: how to reach them, what changes, every consultation, and their data. */
export default function ClientPage({ id }: { id: string }) {
  const file = useMemo(() => new ClientFile(id), [id]);
  useEffect(() => void file.load(), [file]);
  const { value: client } = file.client;
  return (
    <Page title={client?.name ?? t("Client")}>
      {client ? <File file={file} client={client} /> : <Missing file={file} />}
    </Page>
  );
}

function Missing({ file }: { file: ClientFile }) {
  switch (file.state.value) {
    case "unknown":
      return (
        <div class="centred">
          <h1>{t("There is no such client")}</h1>
          <p class="quiet">{t("The file was erased, or it belongs to another counsellor.")}</p>
          <Link class="button primary" href="/clients">
            {t("To the clients")}
          </Link>
        </div>
      );
    case "failed":
      return <Trouble onRetry={() => void file.load()} />;
    default:
      return <Waiting>{t("Loading…")}</Waiting>;
  }
}

function File({ file, client }: { file: ClientFile; client: Client }) {
  const open = useSignal<"edit" | "plan" | null>(null);
  const administrator = me.value?.role === "administrator";
  const close = () => (open.value = null);
  return (
    <div class="client-page">
      <Link class="back-link" href="/clients">
        <Icon name="back" />
        {t("Clients")}
      </Link>
      <div class="page-head">
        <div>
          <h1>{client.name}</h1>
          <p class="quiet">{about(client, administrator)}</p>
        </div>
        {administrator ? null : (
          <div class="row wrap">
            <button type="button" class="button" onClick={() => (open.value = "edit")}>
              {t("Edit")}
            </button>
            <button type="button" class="button primary" onClick={() => (open.value = "plan")}>
              <Icon name="plus" />
              {t("New consultation")}
            </button>
          </div>
        )}
      </div>
      {file.trend.value ? <TrendCard trend={file.trend.value} /> : null}
      <ClientConsultations
        file={file}
        administrator={administrator}
        onPlan={() => (open.value = "plan")}
      />
      <ClientData client={client} administrator={administrator} />
      {open.value === "edit" ? (
        <ClientDialog
          client={client}
          onSaved={(saved) => {
            file.client.value = { ...client, ...saved };
            close();
          }}
          onClose={close}
        />
      ) : null}
      {open.value === "plan" ? (
        <PlanDialog whom={client} onPlanned={() => void file.load()} onClose={close} />
      ) : null}
    </div>
  );
}

function about(client: Client, administrator: boolean): string {
  const known = facts(
    administrator ? client.counsellor.name : "",
    client.email,
    client.time_zone ? zoneLabel(client.time_zone) : "",
  );
  return known || t("No email address yet");
}
