import { Link } from "wouter-preact";

import type { Consultation } from "../api/types";
import { t } from "../i18n";

/** The way to the report, or a word about why there is none. */
export function ReportLink({ consultation }: { consultation: Consultation }) {
  const address = `/consultations/${consultation.id}/report`;
  if (consultation.state !== "ended") return null;
  switch (consultation.report_state) {
    case "ready":
      return (
        <Link class="button" href={address}>
          {t("Report")}
        </Link>
      );
    case "failed":
      return (
        <Link class="button" href={address}>
          {t("Report failed")}
        </Link>
      );
    case "building":
    case "none":
      return (
        <Link class="button" href={address}>
          <span class="spinner small" aria-hidden="true" />
          {t("Report is being built")}
        </Link>
      );
  }
}
