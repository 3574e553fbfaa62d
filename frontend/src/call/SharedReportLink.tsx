import { Link } from "wouter-preact";

import type { Participation } from "../api/types";
import { t } from "../i18n";

/** The way to a report that the counsellor opened to the client; nothing where there is none. */
export function SharedReportLink({ part }: { part: Participation }) {
  if (!part.report_shared) return null;
  return (
    <p>
      {t("Your counsellor shared a short report with you.")}{" "}
      <Link class="link" href={`/call/${part.id}/report`}>
        {t("Read it")}
      </Link>
    </p>
  );
}
