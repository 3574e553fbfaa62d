import "../charts/charts.css";
import "./review.css";

import { useEffect } from "preact/hooks";
import { Link } from "wouter-preact";

import { Refusal } from "../api/refusal";
import { readSatisfaction } from "../api/review";
import { me } from "../api/session";
import type { Satisfaction } from "../api/types";
import { MonthsAmongThese } from "../demo/MonthsAmongThese";
import { Notice, Waiting } from "../design/Notice";
import { Trouble } from "../design/Trouble";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { CounsellorsCard } from "./CounsellorsCard";
import { Distribution } from "./Distribution";
import { EstimateCard } from "./EstimateCard";
import { address, type Filters, queryOf, wantedBy } from "./filters";
import { ForAdministrators } from "./ForAdministrators";
import { Headline } from "./Headline";
import { FiltersInWords, ReviewFilters } from "./ReviewFilters";
import { SavedViews } from "./SavedViews";
import { counsellors, loadTeam } from "./team";
import { TrendCard } from "./TrendCard";
import { useFilters } from "./useFilters";

/** The administrator's review: what clients said, over all consultations. */
export default function ReviewPage() {
  return <ForAdministrators title={t("Review")}>{() => <Review />}</ForAdministrators>;
}

function Review() {
  const [filters, setFilters] = useFilters();
  const { found, error, reload } = useRead(
    () => readSatisfaction(wantedBy(filters)),
    queryOf(filters),
  );
  const refused = error instanceof Refusal ? error.fields.flagged : undefined;
  useEffect(loadTeam, []);
  return (
    <div class="review">
      <div class="page-head">
        <div>
          <h1>{t("Review")}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
          <MonthsAmongThese />
        </div>
        <div class="row wrap no-print">
          <Link class="button" href="/review/queue">
            {t("To the queue")}
          </Link>
          <button type="button" class="button" onClick={() => window.print()}>
            {t("Print")}
          </button>
        </div>
      </div>
      <SavedViews filters={filters} onApply={setFilters} />
      <ReviewFilters filters={filters} counsellors={counsellors()} onChange={setFilters} />
      <FiltersInWords filters={filters} counsellors={counsellors()} />
      {refused ? (
        <Notice tone="warm">{refused}</Notice>
      ) : error ? (
        <Trouble onRetry={() => void reload()} />
      ) : found ? (
        <Figures found={found} filters={filters} onChange={setFilters} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </div>
  );
}

interface FiguresProps {
  found: Satisfaction;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

function Figures({ found, filters, onChange }: FiguresProps) {
  if (found.held === 0) return <Nothing filters={filters} />;
  return (
    <>
      <Headline found={found} filters={filters} />
      <div class="review-columns">
        <TrendCard found={found} filters={filters} onChange={onChange} />
        {found.csat > 0 || found.srs === 0 ? (
          <Distribution found={found} filters={filters} />
        ) : null}
      </div>
      <CounsellorsCard found={found} filters={filters} />
      <EstimateCard found={found} />
    </>
  );
}

function Nothing({ filters }: { filters: Filters }) {
  return (
    <div class="card centred">
      <h2>{t("No consultation took place in this time, or none that matches")}</h2>
      <p class="quiet">
        {t("After a consultation the client is asked how it was. What they say is gathered here.")}
      </p>
      <Link class="button" href={address("/review", { period: "all" })}>
        {queryOf(filters) ? t("Show everything") : t("Show all time")}
      </Link>
    </div>
  );
}
