import "./review.css";

import { useSignal } from "@preact/signals";
import { useCallback, useEffect, useMemo } from "preact/hooks";

import type { Entry } from "../api/types";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { Entries } from "./entries";
import { EntryList } from "./EntryList";
import { wantedBy } from "./filters";
import { ForAdministrators } from "./ForAdministrators";
import { ReviewFilters } from "./ReviewFilters";
import { RulesDialog } from "./RulesDialog";
import { counsellors, loadTeam } from "./team";
import { useFilters } from "./useFilters";
import { VerdictsDialog } from "./VerdictsDialog";
import { recountWaiting } from "./waiting";

const FINER = ["counsellor", "kind", "flagged"] as const;
type Shown = "open" | "mine" | "resolved";

/** Consultations worth a look by the practice's own rules. */
export default function QueuePage() {
  return <ForAdministrators title={t("Queue")}>{() => <Queue />}</ForAdministrators>;
}

function Queue() {
  const [filters, setFilters] = useFilters();
  const entries = useMemo(() => new Entries("queue"), []);
  const shown = useSignal<Shown>("open");
  const looking = useSignal<Entry | null>(null);
  const ruling = useSignal(false);
  const which = shown.value;
  const load = useCallback(
    () =>
      entries.show({
        ...wantedBy(filters),
        state: which === "resolved" ? "resolved" : "open",
        ...(which === "mine" ? { mine: "true" } : {}),
      }),
    [entries, filters, which],
  );
  useEffect(loadTeam, []);
  useEffect(() => void load(), [load]);
  return (
    <div class="review">
      <div class="page-head">
        <div>
          <h1>{t("Queue")}</h1>
          <p class="quiet">
            {t(
              "Worth a look by your practice's rules. Nothing follows from a rule but that a person looks.",
            )}
          </p>
        </div>
        <button type="button" class="button" onClick={() => (ruling.value = true)}>
          <Icon name="settings" />
          {t("Rules")}
        </button>
      </div>
      <Which shown={which} onChange={(next) => (shown.value = next)} />
      <ReviewFilters
        filters={filters}
        counsellors={counsellors()}
        usual="all"
        finer={FINER}
        onChange={setFilters}
      />
      <EntryList
        entries={entries}
        empty={<NothingLeft shown={which} />}
        actions={(entry) => (
          <div class="entry-actions">
            <button type="button" class="button small" onClick={() => (looking.value = entry)}>
              {t("Look and judge")}
            </button>
          </div>
        )}
      />
      {looking.value ? (
        <VerdictsDialog
          entry={looking.value}
          onChange={(changed) => entries.put(changed)}
          onClose={() => {
            looking.value = null;
            // What was resolved meanwhile leaves the list, what was opened comes back.
            void entries.load();
          }}
        />
      ) : null}
      {ruling.value ? (
        <RulesDialog
          onSaved={() => {
            void load();
            recountWaiting();
          }}
          onClose={() => (ruling.value = false)}
        />
      ) : null}
    </div>
  );
}

function Which({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  const all: [Shown, string][] = [
    ["open", t("To look at")],
    ["mine", t("Assigned to me")],
    ["resolved", t("Resolved")],
  ];
  return (
    <div class="segmented queue-which" role="group" aria-label={t("Entries shown")}>
      {all.map(([one, words]) => (
        <button key={one} type="button" aria-pressed={shown === one} onClick={() => onChange(one)}>
          {words}
        </button>
      ))}
    </div>
  );
}

function NothingLeft({ shown }: { shown: Shown }) {
  return (
    <>
      <h2>
        {shown === "resolved" ? t("Nothing was resolved yet") : t("Nothing is left to look at")}
      </h2>
      <p class="quiet">
        {t(
          "Low ratings, falling ones, comments and strong darkening come here by the rules of your practice.",
        )}
      </p>
    </>
  );
}
