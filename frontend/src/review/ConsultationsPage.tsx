import "./review.css";

import { useEffect, useMemo } from "preact/hooks";
import { Link } from "wouter-preact";

import { exportAddress } from "../api/review";
import { DownloadLink } from "../design/DownloadLink";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { Entries } from "./entries";
import { EntryList } from "./EntryList";
import { address, wantedBy } from "./filters";
import { ForAdministrators } from "./ForAdministrators";
import { ReviewFilters } from "./ReviewFilters";
import { counsellors, loadTeam } from "./team";
import { useFilters } from "./useFilters";

/** The consultations behind a figure, to look at and to take along. */
export default function ConsultationsPage() {
  return (
    <ForAdministrators title={t("Consultations of the review")}>
      {() => <Consultations />}
    </ForAdministrators>
  );
}

function Consultations() {
  const [filters, setFilters] = useFilters();
  const entries = useMemo(() => new Entries("consultations"), []);
  useEffect(loadTeam, []);
  useEffect(() => void entries.show(wantedBy(filters)), [entries, filters]);
  return (
    <div class="review">
      <Link class="back-link" href={address("/review", filters)}>
        <Icon name="back" />
        {t("Review")}
      </Link>
      <div class="page-head">
        <h1>{t("Consultations of the review")}</h1>
        <div class="row wrap no-print">
          {(["csv", "xlsx"] as const).map((ending) => (
            <DownloadLink
              key={ending}
              class="button"
              href={exportAddress(ending, wantedBy(filters))}
            >
              <Icon name="download" size={16} />
              {ending.toUpperCase()}
            </DownloadLink>
          ))}
        </div>
      </div>
      <ReviewFilters filters={filters} counsellors={counsellors()} onChange={setFilters} />
      <EntryList
        entries={entries}
        empty={
          <>
            <h2>{t("Nothing matches")}</h2>
            <p class="quiet">{t("Choose a longer time, or fewer filters.")}</p>
          </>
        }
      />
    </div>
  );
}
