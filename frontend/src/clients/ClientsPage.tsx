import "./clients.css";

import { useSignal } from "@preact/signals";
import { useCallback, useEffect, useMemo } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";

import { me } from "../api/session";
import type { Client } from "../api/types";
import { Icon } from "../design/Icon";
import { More } from "../design/More";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { SearchField } from "../design/SearchField";
import { Trouble } from "../design/Trouble";
import { t, tn } from "../i18n";
import { clock, dayWithin } from "../words/times";
import { ClientDialog } from "./ClientDialog";
import { Clients } from "./clients";
import { NoClients } from "./NoClients";

/** Everybody whom the counsellor meets, or all clients of the practice for its administrator. */
export default function ClientsPage() {
  const clients = useMemo(() => new Clients(), []);
  const making = useSignal(false);
  const [, navigate] = useLocation();
  const administrator = me.value?.role === "administrator";
  useEffect(() => void clients.search(""), [clients]);
  const search = useCallback((text: string) => void clients.search(text), [clients]);
  return (
    <Page title={t("Clients")}>
      <div class="page-head">
        <div>
          <h1>{t("Clients")}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
        </div>
        {administrator ? null : (
          <button type="button" class="button primary" onClick={() => (making.value = true)}>
            <Icon name="plus" />
            {t("New client")}
          </button>
        )}
      </div>
      <div class="client-search" role="search">
        <SearchField label={t("Client's name")} value={clients.searched.value} onSearch={search} />
      </div>
      <ClientList clients={clients} administrator={administrator} />
      {making.value ? (
        <ClientDialog
          client={null}
          onSaved={(made) => navigate(`/clients/${made.id}`)}
          onClose={() => (making.value = false)}
        />
      ) : null}
    </Page>
  );
}

function ClientList({ clients, administrator }: { clients: Clients; administrator: boolean }) {
  if (clients.state.value === "loading") return <Waiting>{t("Loading…")}</Waiting>;
  if (clients.state.value === "failed") return <Trouble onRetry={() => void clients.again()} />;
  const found = clients.items.value;
  if (found.length === 0) {
    if (clients.searched.value) return <NobodyFound />;
    return <NoClients administrator={administrator} />;
  }
  return (
    <>
      <ul class="card rows">
        {found.map((client) => (
          <ClientRow key={client.id} client={client} administrator={administrator} />
        ))}
      </ul>
      {clients.next.value ? (
        <More
          label={t("Show more")}
          failed={clients.trouble.value}
          onMore={() => clients.loadMore()}
        />
      ) : null}
    </>
  );
}

function ClientRow({ client, administrator }: { client: Client; administrator: boolean }) {
  return (
    <li class="client-row">
      <Link class="client-link" href={`/clients/${client.id}`}>
        {client.name}
      </Link>
      <span class="tiny grow">
        {administrator ? `${client.counsellor.name} · ` : ""}
        {tn("%s consultation", "%s consultations", client.held)}
        {client.last_at ? ` · ${t("last: %(day)s", { day: dayWithin(client.last_at) })}` : ""}
      </span>
      {client.next_at ? (
        <span class="chip">
          {t("next: %(day)s, %(time)s", {
            day: dayWithin(client.next_at),
            time: clock(client.next_at),
          })}
        </span>
      ) : null}
    </li>
  );
}

function NobodyFound() {
  return (
    <div class="card centred">
      <h2>{t("Nobody of this name")}</h2>
      <p class="quiet">{t("Part of a name is enough. Capitals do not matter.")}</p>
    </div>
  );
}
