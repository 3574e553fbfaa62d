import type { ComponentChildren } from "preact";
import { Link } from "wouter-preact";

import type { Entry } from "../api/types";
import { MadeUp } from "../design/MadeUp";
import { t } from "../i18n";
import { kindName } from "../words/consultation";
import { facts } from "../words/facts";
import { decimal, percent } from "../words/numbers";
import { clock, day } from "../words/times";
import { reasonWords, saidWords } from "./words";

interface RowProps {
  entry: Entry;
  /** What can be done with it. */
  children?: ComponentChildren;
}

/** One consultation: who, what the client said, why it is worth a look, and where it stands. */
export function EntryRow({ entry, children }: RowProps) {
  const name = entry.client_name || t("Client erased");
  return (
    <li class="entry">
      <div class="entry-head">
        <div class="grow">
          <Link class="entry-name" href={`/consultations/${entry.consultation}/report`}>
            {name}
          </Link>{" "}
          <MadeUp consultation={entry} />
          <p class="tiny">
            {facts(
              `${day(entry.ended_at)}, ${clock(entry.ended_at)}`,
              kindName(entry.kind),
              entry.counsellor.name,
            )}
          </p>
        </div>
        <Said entry={entry} />
      </div>
      {entry.comment ? <blockquote class="entry-comment">{entry.comment}</blockquote> : null}
      {entry.reasons.length > 0 ? (
        <ul class="reasons" aria-label={t("Why it is worth a look")}>
          {entry.reasons.map((reason) => (
            <li key={`${reason.rule}${reason.value ?? ""}`}>{reasonWords(reason)}</li>
          ))}
        </ul>
      ) : null}
      <Standing entry={entry} />
      {children}
    </li>
  );
}

function Said({ entry }: { entry: Entry }) {
  const measured = facts(
    entry.coverage === null
      ? t("not analysed")
      : t("coverage %(share)s", { share: percent(entry.coverage) }),
    entry.index ? t("index %(value)s", { value: decimal(entry.index.value) }) : "",
  );
  return (
    <div class="entry-said">
      <strong>{saidWords(entry)}</strong>
      <span class="tiny">{measured}</span>
    </div>
  );
}

function Standing({ entry }: { entry: Entry }) {
  const resolved = entry.state === "resolved";
  if (!resolved && !entry.assignee) return null;
  return (
    <p class="row wrap">
      {resolved ? (
        <span class="chip">
          <span class="dot on" /> {t("Resolved")}
        </span>
      ) : null}
      {entry.assignee ? (
        <span class="chip">{t("assigned to %(name)s", { name: entry.assignee.name })}</span>
      ) : null}
    </p>
  );
}
