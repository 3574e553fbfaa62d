import "./accounts.css";

import { Link } from "wouter-preact";

import { AUDIT_PAGE, readOwnAudit } from "../api/account";
import type { AuditEntry } from "../api/types";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { useOlder } from "../design/useOlder";
import { useRead } from "../design/useRead";
import { t, tn } from "../i18n";
import { clock } from "../words/times";
import { AuditLine, AuditList } from "./AuditList";
import { Card } from "./Card";
import { type Looks, together } from "./looks";
import { ownAuditWords } from "./words";

/** What was done with one's account, and who looked at the practice's figures or at one's own. */
export default function LooksPage() {
  const { found, error, reload } = useRead(() => readOwnAudit());
  return (
    <Page title={t("Who looked")}>
      <div class="page-head">
        <div>
          <h1>{t("What was done, and who looked")}</h1>
          <p class="quiet">
            {t("Acts upon your account, and every look at the review that may concern your work.")}
          </p>
        </div>
        <Link class="button" href="/account">
          {t("Your account")}
        </Link>
      </div>
      <div class="account">
        {found ? (
          <Kept entries={found} />
        ) : error ? (
          <Trouble onRetry={() => void reload()} />
        ) : (
          <Waiting>{t("Loading…")}</Waiting>
        )}
      </div>
    </Page>
  );
}

function Kept({ entries: first }: { entries: AuditEntry[] }) {
  const { entries, more } = useOlder(first, AUDIT_PAGE, readOwnAudit);
  return (
    <Card
      title={t("The latest first")}
      about={t(
        "Nobody can change or delete them. Who has opened one consultation's report stands below that report.",
      )}
    >
      <AuditList>
        {together(entries).map((looks) => (
          <Line key={looks.entry.id} {...looks} />
        ))}
      </AuditList>
      {more}
    </Card>
  );
}

function Line({ entry, times, since }: Looks) {
  return (
    <AuditLine entry={entry} said={ownAuditWords(entry)}>
      {times > 1 ? ` · ${tn("%s time", "%s times", times)}` : ""}
      {clock(since) === clock(entry.at) ? "" : `, ${t("since %(time)s", { time: clock(since) })}`}
    </AuditLine>
  );
}
