import { Link } from "wouter-preact";

import type { Mean, OfCounsellor, Satisfaction, Share } from "../api/types";
import { t } from "../i18n";
import { decimal, percent, whole } from "../words/numbers";
import { address, changed, type Filters } from "./filters";
import { meanRange, shareRange } from "./words";

/** What the clients of each counsellor said, by name: no ranking. */
export function CounsellorsCard({ found, filters }: { found: Satisfaction; filters: Filters }) {
  const { counsellors, index_by_counsellor: withIndex } = found;
  return (
    <section class="card" aria-labelledby="counsellors-title">
      <div class="card-head">
        <h2 id="counsellors-title">{t("By counsellor")}</h2>
        <span class="tiny">{t("as clients stated it; by name, not by figure")}</span>
      </div>
      {counsellors.length > 0 ? <Table found={found} filters={filters} /> : <Forbidden />}
      <p class="tiny">
        {t(
          "Intervals (95%) overlap widely with few answers: a difference inside them is none. Under %(least)s answers no figure is shown.",
          { least: found.least_group },
        )}
      </p>
      {withIndex ? (
        <p class="tiny">
          {t(
            "The index is an estimate made of clients' apparent expressions. It is no measure of a counsellor's work.",
          )}
        </p>
      ) : null}
    </section>
  );
}

function Table({ found, filters }: { found: Satisfaction; filters: Filters }) {
  const { counsellors, index_by_counsellor: withIndex } = found;
  return (
    <div class="table-scroll" role="region" tabIndex={0} aria-label={t("As a table")}>
      <table class="review-figures">
        <thead>
          <tr>
            <th scope="col">{t("Counsellor")}</th>
            <th scope="col">{t("Consultations")}</th>
            <th scope="col">{t("Answered")}</th>
            {found.csat > 0 ? <th scope="col">{t("Satisfied clients")}</th> : null}
            {found.srs > 0 ? <th scope="col">{t("Four scales")}</th> : null}
            {withIndex ? <th scope="col">{t("Expression index")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {counsellors.map((one) => (
            <Row key={one.id} one={one} found={found} filters={filters} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Chosen by a fall that was measured: how many each counsellor has would be a figure of faces. */
function Forbidden() {
  return (
    <p class="quiet">
      {t(
        "Not shown: these consultations were chosen by apparent expressions, and the practice's policy lets nobody count those by counsellor.",
      )}
    </p>
  );
}

interface RowProps {
  one: OfCounsellor;
  found: Satisfaction;
  filters: Filters;
}

function Row({ one, found, filters }: RowProps) {
  const href = address("/review/consultations", changed(filters, { counsellor: String(one.id) }));
  return (
    <tr>
      <th scope="row">
        <Link href={href}>{one.name}</Link>
      </th>
      <td>{whole(one.held)}</td>
      <ShareCell share={one.response} have={one.closed} />
      {found.csat > 0 ? <ShareCell share={one.score} have={one.csat} /> : null}
      {found.srs > 0 ? <MeanCell mean={one.srs_mean} have={one.srs} /> : null}
      {found.index_by_counsellor ? <MeanCell mean={one.index} have={0} /> : null}
    </tr>
  );
}

function ShareCell({ share, have }: { share: Share | null; have: number }) {
  if (!share) return <FewCell have={have} />;
  return (
    <td>
      <strong>{percent(share.value)}</strong> <span class="tiny">{shareRange(share)}</span>
    </td>
  );
}

function MeanCell({ mean, have }: { mean: Mean | null; have: number }) {
  if (!mean) return <FewCell have={have} />;
  return (
    <td>
      <strong>{decimal(mean.value)}</strong> <span class="tiny">{meanRange(mean)}</span>
    </td>
  );
}

function FewCell({ have }: { have: number }) {
  return <td class="tiny">{have > 0 ? t("too few (%(have)s)", { have }) : "–"}</td>;
}
