import { readClient } from "../api/clients";
import type { View } from "../api/types";
import { SearchField } from "../design/SearchField";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import type { Filters } from "./filters";

interface FiltersProps {
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
}

/** Which consultations are shown: by what is to be done, by name, by day. */
export function AgendaFilters({ filters, onChange }: FiltersProps) {
  const views: [View, string][] = [
    ["upcoming", t("Upcoming")],
    ["past", t("Past")],
    ["unfinished", t("Needs a report or note")],
  ];
  return (
    <div class="agenda-filters" role="search" aria-label={t("Consultations shown")}>
      <div class="segmented" role="group" aria-label={t("Consultations shown")}>
        {views.map(([view, words]) => (
          <button
            key={view}
            type="button"
            aria-pressed={filters.view === view}
            onClick={() => onChange({ view })}
          >
            {words}
          </button>
        ))}
      </div>
      <div class="narrowing">
        {filters.client ? (
          <OneClient id={filters.client} onAll={() => onChange({ client: "" })} />
        ) : (
          <SearchField
            label={t("Client's name")}
            value={filters.search}
            onSearch={(search) => onChange({ search })}
          />
        )}
        <DayField label={t("From")} value={filters.from} onChange={(from) => onChange({ from })} />
        <DayField label={t("To")} value={filters.to} onChange={(to) => onChange({ to })} />
      </div>
    </div>
  );
}

interface DayProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
}

function DayField({ label, value, onChange }: DayProps) {
  return (
    <label class="field">
      <span class="tiny">{label}</span>
      <input
        type="date"
        class="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

/** The list is one client's: who, and the way back to all. */
function OneClient({ id, onAll }: { id: string; onAll: () => void }) {
  const { found, error } = useRead(() => readClient(id), id);
  const name = error ? t("unknown client") : (found?.name ?? "");
  return (
    <div class="field search-field">
      <span class="tiny">{t("Client's name")}</span>
      <button type="button" class="button one-client" onClick={onAll}>
        {t("Only %(name)s", { name })}
        <span aria-hidden="true">×</span>
        <span class="visually-hidden">{t("Show all clients")}</span>
      </button>
    </div>
  );
}
