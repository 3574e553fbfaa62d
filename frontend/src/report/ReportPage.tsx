import "../charts/charts.css";
import "../clients/clients.css";
import "./report.css";

import { useEffect, useMemo } from "preact/hooks";
import { Link } from "wouter-preact";

import { me } from "../api/session";
import type { Consultation, ReportData } from "../api/types";
import { MadeUp } from "../design/MadeUp";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { VerdictsCard } from "../review/VerdictsCard";
import { ChatKeptCard } from "../rtc/ChatKept";
import { kindName } from "../words/consultation";
import { facts } from "../words/facts";
import { clock, longDate } from "../words/times";
import { CannotTell } from "./CannotTell";
import { Downloads } from "./Downloads";
import { EarlierCard } from "./EarlierCard";
import { MarkersCard } from "./MarkersCard";
import { ModelExcerpt } from "./ModelExcerpt";
import { PersonReport } from "./PersonReport";
import { CommentCard } from "./RatingCard";
import { ShareButton } from "./ShareButton";
import { SummaryCard } from "./SummaryCard";
import { SynchronyCard } from "./SynchronyCard";
import { ViewsCard } from "./ViewsCard";
import { ReportWatch } from "./watchReport";

export default function ReportPage({ id }: { id: string }) {
  const watch = useMemo(() => new ReportWatch(id), [id]);
  useEffect(() => {
    watch.start();
    return () => watch.stop();
  }, [watch]);
  const name = watch.consultation.value?.client_name;
  return (
    <Page title={name ? t("Report: %(name)s", { name }) : t("Report")}>
      <p class="visually-hidden" role="status">
        {watch.report.value?.state === "ready" ? t("The report is ready") : ""}
      </p>
      <Body watch={watch} id={id} />
    </Page>
  );
}

function Body({ watch, id }: { watch: ReportWatch; id: string }) {
  const consultation = watch.consultation.value;
  const report = watch.report.value;
  if (watch.trouble.value === "unknown") {
    return (
      <Message title={t("This report is not yours")}>
        {t("It belongs to another counsellor or practice, or it does not exist.")}
      </Message>
    );
  }
  if (watch.trouble.value === "unreachable" && !report) {
    return <Trouble onRetry={() => void watch.ask()} />;
  }
  if (!consultation || !report) return <Waiting>{t("Loading…")}</Waiting>;
  if (report.state === "ready" && report.data) {
    const changed = (now: Consultation) => (watch.consultation.value = now);
    return <Ready id={id} consultation={consultation} data={report.data} onChange={changed} />;
  }
  if (report.state === "failed") {
    return (
      <Message title={t("The report could not be built")}>
        <p>{t("Every reading is stored. Building it again usually helps.")}</p>
        {watch.notRebuilt.value ? (
          <p class="problem" role="alert">
            {t("That did not work. Check your connection and try again.")}
          </p>
        ) : null}
        <button type="button" class="button primary" onClick={() => void watch.rebuild()}>
          {t("Try again")}
        </button>
      </Message>
    );
  }
  return <NotReady consultation={consultation} attempt={report.attempt} />;
}

interface NotReadyProps {
  consultation: Consultation;
  attempt: number;
}

function NotReady({ consultation, attempt }: NotReadyProps) {
  if (consultation.state === "open" || consultation.state === "scheduled") {
    return (
      <Message title={t("There is no report yet")}>
        <p>{t("It is built a moment after the consultation ends.")}</p>
        <Link class="button primary" href={`/consultations/${consultation.id}`}>
          {t("To the room")}
        </Link>
      </Message>
    );
  }
  if (consultation.state === "cancelled") {
    return (
      <Message title={t("There is no report")}>
        {t("The consultation was cancelled, so nothing was recorded.")}
      </Message>
    );
  }
  if (consultation.state === "not_held") {
    return (
      <Message title={t("There is no report")}>
        {t("The consultation did not take place, so nothing was recorded.")}
      </Message>
    );
  }
  return (
    <div class="centred" role="status">
      <span class="spinner" aria-hidden="true" />
      <h1>{t("The report is being built")}</h1>
      <p class="quiet">{t("It takes a few seconds and opens here by itself.")}</p>
      {attempt > 1 && (
        <p class="quiet">
          {t("Attempt %(number)s: the one before was cut short.", { number: attempt })}
        </p>
      )}
    </div>
  );
}

interface MessageProps {
  title: string;
  children: preact.ComponentChildren;
}

function Message({ title, children }: MessageProps) {
  return (
    <div class="centred">
      <h1>{title}</h1>
      <div class="quiet stack centred-words">{children}</div>
    </div>
  );
}

function hasReadings({ readings_deleted_at: deletedAt, participants }: ReportData): boolean {
  return !deletedAt && participants.some(({ withheld }) => withheld !== "no_readings");
}

interface ReadyProps {
  id: string;
  consultation: Consultation;
  data: ReportData;
  onChange: (changed: Consultation) => void;
}

function Ready({ id, consultation, data, onChange }: ReadyProps) {
  return (
    <article class="report">
      <div class="page-head">
        <div>
          <p class="quiet">
            {facts(
              `${longDate(data.started_at)}, ${clock(data.started_at)}–${clock(data.ended_at)}`,
              kindName(consultation.kind),
              consultation.counsellor.name,
            )}{" "}
            <MadeUp consultation={consultation} />
          </p>
          <h1>{consultation.client_name}</h1>
        </div>
        <div class="row not-printed">
          <ShareButton consultation={consultation} onChange={onChange} />
          <Downloads id={id} readings={hasReadings(data)} />
        </div>
      </div>
      <p class="lede">{data.sentence}</p>
      {data.participants.map((person) => (
        <PersonReport
          key={person.id}
          person={person}
          data={data}
          named={data.participants.length > 1}
        />
      ))}
      <SynchronyCard data={data} />
      <MarkersCard data={data} />
      {me.value?.role === "counsellor" ? (
        <ChatKeptCard id={id} name={consultation.client_name} />
      ) : null}
      <CommentCard rating={data.rating} />
      <SummaryCard consultation={consultation} onChange={onChange} />
      <EarlierCard consultation={consultation} earlier={data.earlier} />
      <VerdictsCard id={id} />
      <ModelExcerpt data={data} />
      <CannotTell data={data} />
      <ViewsCard id={id} />
    </article>
  );
}
