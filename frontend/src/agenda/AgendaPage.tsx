import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";

import { me } from "../api/session";
import type { Consultation } from "../api/types";
import { Icon } from "../design/Icon";
import { Notice, Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t, tn } from "../i18n";
import { Agenda, type GroupName } from "./agenda";
import { ConsultationRow } from "./ConsultationRow";
import { EmptyAgenda } from "./EmptyAgenda";
import { PlanDialog } from "./PlanDialog";

/** Reports get ready and clients come while the page is open. */
const REFRESH = 15_000;

export function AgendaPage() {
  const agenda = useMemo(() => new Agenda(), []);
  const planning = useSignal(false);
  const administrator = me.value?.role === "administrator";
  useEffect(() => {
    void agenda.load();
    const timer = setInterval(() => {
      if (!document.hidden) void agenda.refresh();
    }, REFRESH);
    return () => clearInterval(timer);
  }, [agenda]);

  const title = administrator ? t("Consultations") : t("Agenda");
  return (
    <Page title={title}>
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
        </div>
        {administrator ? null : (
          <button type="button" class="button primary" onClick={() => (planning.value = true)}>
            <Icon name="plus" />
            {t("New consultation")}
          </button>
        )}
      </div>
      <Groups
        agenda={agenda}
        administrator={administrator}
        onPlan={() => (planning.value = true)}
      />
      {planning.value ? (
        <PlanDialog
          onPlanned={(planned) => agenda.put(planned)}
          onClose={() => (planning.value = false)}
        />
      ) : null}
    </Page>
  );
}

interface GroupsProps {
  agenda: Agenda;
  administrator: boolean;
  onPlan: () => void;
}

function Groups({ agenda, administrator, onPlan }: GroupsProps) {
  if (agenda.state.value === "loading") return <Waiting>{t("Loading…")}</Waiting>;
  if (agenda.state.value === "failed") return <Trouble onRetry={() => void agenda.load()} />;
  const [open, upcoming, past] = [agenda.open.value, agenda.upcoming.value, agenda.past.value];
  if (open.length + upcoming.length + past.length === 0) {
    return <EmptyAgenda administrator={administrator} onPlan={onPlan} />;
  }
  const put = (changed: Consultation) => agenda.put(changed);
  const row = (consultation: Consultation) => (
    <ConsultationRow
      key={consultation.id}
      consultation={consultation}
      administrator={administrator}
      onChange={put}
    />
  );
  return (
    <>
      {agenda.stale.value ? (
        <Notice tone="warm">
          {t("The server cannot be reached: this list may be out of date. It is asked again soon.")}
        </Notice>
      ) : null}
      {open.length > 0 ? (
        <Group title={t("Open now")}>
          {open.map(row)}
          <More agenda={agenda} group="open" words={t("Show more")} />
        </Group>
      ) : null}
      <Group title={t("Upcoming")}>
        {upcoming.length > 0 ? (
          upcoming.map(row)
        ) : (
          <li class="nothing quiet">{t("Nothing is planned.")}</li>
        )}
        <More agenda={agenda} group="upcoming" words={t("Show later consultations")} />
      </Group>
      {past.length > 0 ? (
        <Group title={t("Past")} note={pastNote(agenda)}>
          {past.map(row)}
          <More agenda={agenda} group="past" words={t("Show earlier consultations")} />
        </Group>
      ) : null}
    </>
  );
}

function pastNote(agenda: Agenda): string {
  const count = agenda.past.value.length;
  return agenda.hasMore("past")
    ? tn("the latest %s", "the latest %s", count)
    : tn("%s consultation", "%s consultations", count);
}

interface MoreProps {
  agenda: Agenda;
  group: GroupName;
  words: string;
}

/** The last row of a group that goes on. */
function More({ agenda, group, words }: MoreProps) {
  if (!agenda.hasMore(group)) return null;
  return (
    <li class="more">
      <button type="button" class="button" onClick={() => void agenda.loadMore(group)}>
        {words}
      </button>
      {agenda.trouble.value === group ? (
        <span class="tiny problem" role="alert">
          {t("That did not work. Check your connection and try again.")}
        </span>
      ) : null}
    </li>
  );
}

interface GroupProps {
  title: string;
  note?: string;
  children: preact.ComponentChildren;
}

function Group({ title, note, children }: GroupProps) {
  return (
    <section class="group" aria-label={title}>
      <div class="row spread group-head">
        <h2>{title}</h2>
        {note ? <span class="tiny">{note}</span> : null}
      </div>
      <ul class="card rows">{children}</ul>
    </section>
  );
}
