import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { useSearchParams } from "wouter-preact";

import { me } from "../api/session";
import { Icon } from "../design/Icon";
import { Page } from "../design/Page";
import { t } from "../i18n";
import { Agenda } from "./agenda";
import { AgendaFilters } from "./AgendaFilters";
import { AgendaList } from "./AgendaList";
import { filtersIn, type Filters, narrows, queryOf } from "./filters";
import { PlanDialog } from "./PlanDialog";
import type { Planning } from "./planning";
import { ZoneChoice } from "./ZoneChoice";

/** Reports get ready and clients come while the page is open. */
const REFRESH = 15_000;

export function AgendaPage() {
  const agenda = useMemo(() => new Agenda(), []);
  const [query, setQuery] = useSearchParams();
  const address = query.toString();
  const filters = useMemo(() => filtersIn(new URLSearchParams(address)), [address]);
  const planning = useSignal<Planning>(null);
  const administrator = me.value?.role === "administrator";
  const zone = me.value?.time_zone;
  // The edges of days and the groups under them are those of the zone.
  useEffect(() => void agenda.show(filters), [agenda, filters, zone]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void agenda.refresh();
    }, REFRESH);
    return () => clearInterval(timer);
  }, [agenda]);

  const title = administrator ? t("Consultations") : t("Agenda");
  const change = (changes: Partial<Filters>) =>
    setQuery(queryOf({ ...filters, ...changes }), { replace: true });
  const plan = (whom: Planning) => (planning.value = whom);
  return (
    <Page title={title}>
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          <p class="quiet">
            {me.value?.practice.name} · <ZoneChoice />
          </p>
        </div>
        {administrator ? null : (
          <button type="button" class="button primary" onClick={() => plan("somebody")}>
            <Icon name="plus" />
            {t("New consultation")}
          </button>
        )}
      </div>
      <AgendaFilters filters={filters} onChange={change} />
      <AgendaList
        agenda={agenda}
        narrowed={narrows(filters)}
        administrator={administrator}
        onPlan={plan}
        onWiden={() => change({ search: "", client: "", from: "", to: "" })}
      />
      {planning.value ? (
        <PlanDialog
          whom={planning.value}
          onPlanned={(planned) => agenda.put(planned)}
          onClose={() => plan(null)}
        />
      ) : null}
    </Page>
  );
}
