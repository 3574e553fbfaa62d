import { Link, useRoute } from "wouter-preact";

import { me } from "../api/session";
import { t } from "../i18n";

/** The ways between the pages of somebody who is signed in. */
export function Rooms() {
  const [inAgenda] = useRoute("/");
  const [inClients] = useRoute("/clients/:rest?");
  if (!me.value) return null;
  const agenda = me.value.role === "administrator" ? t("Consultations") : t("Agenda");
  return (
    <nav class="rooms" aria-label={t("Pages")}>
      <Link href="/" aria-current={inAgenda ? "page" : undefined}>
        {agenda}
      </Link>
      <Link href="/clients" aria-current={inClients ? "page" : undefined}>
        {t("Clients")}
      </Link>
    </nav>
  );
}
