import type { ComponentChildren } from "preact";

import type { Member, Reason } from "../api/types";
import { t } from "../i18n";
import { changed, type FilterName, type Filters, PERIODS, USUAL } from "./filters";
import { periodName, ruleName } from "./words";

interface FiltersProps {
  filters: Filters;
  counsellors: Member[];
  /** The period where none is chosen. */
  usual?: string;
  /** Which of the finer filters this page has. */
  finer?: readonly FilterName[];
  onChange: (filters: Filters) => void;
}

type Options = readonly (readonly [value: string, words: string])[];

const FINER = ["counsellor", "kind", "rating", "coverage", "flagged"] as const;

/** What the figures and lists are of: a time, and whatever else narrows them. */
export function ReviewFilters({
  filters,
  counsellors,
  usual = USUAL,
  finer = FINER,
  onChange,
}: FiltersProps) {
  const set = (changes: Filters) => onChange(changed(filters, changes));
  const days = filters.first ?? filters.last;
  return (
    <div class="review-filters" role="search" aria-label={t("Filters")}>
      <div class="segmented" role="group" aria-label={t("Time")}>
        {PERIODS.map((period) => (
          <button
            key={period}
            type="button"
            aria-pressed={!days && (filters.period ?? usual) === period}
            onClick={() => set({ period })}
          >
            {periodName(period)}
          </button>
        ))}
      </div>
      <Labelled words={t("From")}>
        <DayInput value={filters.first} onChange={(first) => set({ first })} />
      </Labelled>
      <Labelled words={t("To")}>
        <DayInput value={filters.last} onChange={(last) => set({ last })} />
      </Labelled>
      {finer.map((name) => (
        <Labelled key={name} words={filterName(name)}>
          <select
            class="input"
            value={filters[name] ?? ""}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          >
            <option value="">{t("all")}</option>
            {optionsOf(name, counsellors).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </Labelled>
      ))}
    </div>
  );
}

/** What is shown, in words: paper has no fields to choose in. */
export function FiltersInWords({ filters, counsellors }: Omit<FiltersProps, "onChange">) {
  const time = filters.first ?? filters.last;
  const finer = FINER.flatMap((name) => {
    const chosen = filters[name];
    if (!chosen) return [];
    const words = optionsOf(name, counsellors).find(([value]) => value === chosen)?.[1] ?? chosen;
    return [`${filterName(name)}: ${words}`];
  });
  const days = `${filters.first ?? "…"} – ${filters.last ?? "…"}`;
  return (
    <p class="print-only">
      {[time ? days : periodName(filters.period ?? USUAL), ...finer].join(" · ")}
    </p>
  );
}

function Labelled({ words, children }: { words: string; children: ComponentChildren }) {
  return (
    <label class="field">
      <span class="tiny">{words}</span>
      {children}
    </label>
  );
}

function DayInput({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (day: string) => void;
}) {
  return (
    <input
      type="date"
      class="input"
      min="2000-01-01"
      max="2100-01-01"
      value={value ?? ""}
      onChange={({ currentTarget: { value: day, validity } }) => {
        if (validity.valid) onChange(day);
      }}
    />
  );
}

function filterName(name: FilterName): string {
  switch (name) {
    case "counsellor":
      return t("Counsellor");
    case "kind":
      return t("Kind");
    case "rating":
      return t("Rating");
    case "coverage":
      return t("Coverage");
    default:
      return t("Worth a look");
  }
}

function optionsOf(name: FilterName, counsellors: Member[]): Options {
  switch (name) {
    case "counsellor":
      return counsellors.map(({ id, name: who }) => [String(id), who]);
    case "kind":
      return [
        ["counselling", t("Counselling")],
        ["service", t("Customer service")],
      ];
    case "rating":
      return ratingOptions();
    case "coverage":
      return [
        ["half", t("50 % and more")],
        ["little", t("under 50 %")],
        ["none", t("not analysed")],
      ];
    default:
      return flagOptions();
  }
}

function ratingOptions(): Options {
  return [
    ["any", t("rated")],
    ["none", t("asked, no answer")],
    ["open", t("asked, can still answer")],
    ["satisfied", t("4 and 5 of 5")],
    ...["5", "4", "3", "2", "1"].map((value) => [value, t("%(value)s of 5", { value })] as const),
    ["srs_low", t("four scales: under 36")],
    ["srs_fine", t("four scales: 36 and more")],
  ];
}

function flagOptions(): Options {
  const rules: Reason["rule"][] = ["rating", "srs", "falling", "fall", "comment"];
  return [["any", t("for any reason")], ...rules.map((rule) => [rule, ruleName(rule)] as const)];
}
