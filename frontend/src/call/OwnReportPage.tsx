import "../charts/charts.css";
import "../report/report.css";

import { Link } from "wouter-preact";

import { Refusal } from "../api/refusal";
import { readSharedReport } from "../api/reports";
import type { SharedReport } from "../api/types";
import { Bars } from "../charts/Bars";
import { Legend } from "../charts/Legend";
import { Strip } from "../charts/Strip";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { useRead } from "../design/useRead";
import { EXPRESSIONS } from "../expressions";
import { t } from "../i18n";
import { clock, longDate } from "../words/times";

type Found = SharedReport | "none" | "stranger" | "failed" | null;

/** What the counsellor shared with the client, in the client's own browser. */
export default function OwnReportPage({ id }: { id: string }) {
  const { found, error, reload } = useRead(() => readSharedReport(id), id);
  return (
    <Page title={t("Your report")} forClient shape="normal">
      <Content found={error ? why(error) : found} id={id} onRetry={() => void reload()} />
    </Page>
  );
}

function why(error: unknown): Found {
  if (!(error instanceof Refusal)) return "failed";
  return error.status === 404 ? "none" : error.status === 401 ? "stranger" : "failed";
}

interface ContentProps {
  found: Found;
  id: string;
  onRetry: () => void;
}

function Content({ found, id, onRetry }: ContentProps) {
  switch (found) {
    case null:
      return <Waiting>{t("Loading…")}</Waiting>;
    case "failed":
      return <Trouble onRetry={onRetry} />;
    case "stranger":
      return (
        <div class="centred" role="alert">
          <h1>{t("Open your invite link first")}</h1>
          <p class="quiet">
            {t("This browser has not joined this consultation. Open the link you were sent.")}
          </p>
        </div>
      );
    case "none":
      return (
        <div class="centred">
          <h1>{t("No report is shared with you")}</h1>
          <p class="quiet">{t("Your counsellor has not shared one, or has taken it back.")}</p>
          <Link class="button" href={`/call/${id}`}>
            {t("Back")}
          </Link>
        </div>
      );
    default:
      return <Shared report={found} />;
  }
}

function Shared({ report }: { report: SharedReport }) {
  const [first, ...more] = report.sentences;
  const last = more.pop();
  return (
    <article class="report own-report">
      <div class="page-head">
        <div>
          <p class="quiet">
            {longDate(report.started_at)}, {clock(report.started_at)}–{clock(report.ended_at)}
          </p>
          <h1>{t("What the software saw of you")}</h1>
        </div>
      </div>
      <p class="lede">{[first, ...more].join(" ")}</p>
      {last ? <p class="own-limits">{last}</p> : null}
      {report.shares ? (
        <section class="card">
          <div class="card-head">
            <h2>{t("Labels")}</h2>
            <span class="tiny">{t("of the time with a readable face")}</span>
          </div>
          <Bars
            labels={[...EXPRESSIONS, "uncertain"]}
            values={[...EXPRESSIONS, "uncertain" as const].map(
              (name) => report.shares?.[name] ?? 0,
            )}
            caption={t("Share of time of each apparent expression")}
          />
        </section>
      ) : null}
      {report.strip.length > 0 ? <OverTime report={report} /> : null}
      <p class="tiny">
        <Link class="link" href="/model">
          {t("How often the software errs")}
        </Link>
      </p>
    </article>
  );
}

function OverTime({ report }: { report: SharedReport }) {
  const start = report.started_at / 1000;
  const at = ([from, to]: readonly [number, number, ...unknown[]]) => ({
    from: start + from,
    to: start + to,
  });
  const gaps = report.gaps.map((gap) => ({ ...at(gap), kind: gap[2] ?? ("unknown" as const) }));
  return (
    <section class="card">
      <div class="card-head">
        <h2>{t("Over time")}</h2>
        <span class="tiny">
          {clock(report.started_at)}–{clock(report.ended_at)}
        </span>
      </div>
      <Strip
        segments={report.strip.map((piece) => ({ ...at(piece), label: piece[2] }))}
        gaps={gaps}
        range={[start, report.ended_at / 1000]}
        below={false}
      />
      <Legend gaps={gaps} />
    </section>
  );
}
