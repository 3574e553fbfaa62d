import type { ComponentChildren } from "preact";

import type { Consultation, View } from "../api/types";
import { More } from "../design/More";
import { Notice, Waiting } from "../design/Notice";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { day } from "../words/times";
import type { Agenda, ListName } from "./agenda";
import type { Planning } from "./planning";
import { ConsultationRow } from "./ConsultationRow";
import { byDay } from "./days";
import { EmptyAgenda } from "./EmptyAgenda";
import { NothingHere } from "./NothingHere";

interface ListProps {
  agenda: Agenda;
  narrowed: boolean;
  administrator: boolean;
  onPlan: (whom: Planning) => void;
  onWiden: () => void;
}

/** The consultations of the chosen view, under their days. */
export function AgendaList({ agenda, narrowed, administrator, onPlan, onWiden }: ListProps) {
  if (agenda.state.value === "loading") return <Waiting>{t("Loading…")}</Waiting>;
  if (agenda.state.value === "failed") return <Trouble onRetry={() => void agenda.load()} />;
  const view = agenda.view.value;
  const row = (withDay: boolean) => (consultation: Consultation) => (
    <ConsultationRow
      key={consultation.id}
      consultation={consultation}
      administrator={administrator}
      withDay={withDay}
      onChange={(changed) => agenda.put(changed)}
      onPlan={onPlan}
    />
  );
  const main = view === "upcoming" ? "scheduled" : view;
  const open = view === "upcoming" ? agenda.items("open") : [];
  const days = byDay(agenda.items(main));
  if (open.length + days.length === 0) {
    if (view === "upcoming" && !narrowed) {
      return <EmptyAgenda administrator={administrator} onPlan={() => onPlan("somebody")} />;
    }
    return <NothingHere view={view} narrowed={narrowed} onWiden={onWiden} />;
  }
  return (
    <>
      {agenda.stale.value ? (
        <Notice tone="warm">
          {t("The server cannot be reached: this list may be out of date. It is asked again soon.")}
        </Notice>
      ) : null}
      {open.length > 0 ? (
        <Group title={t("Open now")}>
          {open.map(row(true))}
          {agenda.hasMore("open") ? (
            <li>
              <GoesOn agenda={agenda} list="open" words={t("Show more")} />
            </li>
          ) : null}
        </Group>
      ) : null}
      {days.map(({ key, consultations }) => (
        <Group key={key} title={day(consultations[0]?.scheduled_at ?? key)}>
          {consultations.map(row(false))}
        </Group>
      ))}
      <GoesOn agenda={agenda} list={main} words={moreWords(view)} />
    </>
  );
}

function moreWords(view: View): string {
  return view === "upcoming" ? t("Show later consultations") : t("Show earlier consultations");
}

interface GoesOnProps {
  agenda: Agenda;
  list: ListName;
  words: string;
}

/** Where a list goes on. */
function GoesOn({ agenda, list, words }: GoesOnProps) {
  if (!agenda.hasMore(list)) return null;
  return (
    <More
      label={words}
      failed={agenda.trouble.value === list}
      onMore={() => agenda.loadMore(list)}
    />
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="group" aria-label={title}>
      <h2 class="group-head">{title}</h2>
      <ul class="card rows">{children}</ul>
    </section>
  );
}
