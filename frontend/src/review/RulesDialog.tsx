import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { useAsking } from "../accounts/useAsking";
import { changeRules, readRules } from "../api/review";
import type { Rules } from "../api/types";
import { Dialog } from "../design/Dialog";
import { Waiting } from "../design/Notice";
import { SaveOrClose } from "../design/SaveOrClose";
import { t } from "../i18n";

interface DialogProps {
  onSaved: () => void;
  onClose: () => void;
}

type Threshold = Exclude<keyof Rules, "comments">;

interface Line {
  name: Threshold;
  words: string;
  usual: number;
  least: number;
  most: number;
  step: number;
}

function lines(): Line[] {
  return [
    {
      name: "rating_at_most",
      words: t("A rating of so much or less, of 5"),
      usual: 2,
      least: 1,
      most: 4,
      step: 1,
    },
    {
      name: "srs_under",
      words: t("A sum of the four scales under, of 40"),
      usual: 36,
      least: 1,
      most: 40,
      step: 0.5,
    },
    {
      name: "falls_in_a_row",
      words: t(
        "Ratings of a client that fall so many times in a row; and a clear fall of their index",
      ),
      usual: 2,
      least: 1,
      most: 9,
      step: 1,
    },
    {
      name: "fall_at_least",
      words: t("Apparent valence falls at one point by so much or more"),
      usual: 0.5,
      least: 0.25,
      most: 2,
      step: 0.05,
    },
  ];
}

/** What comes into the queue: thresholds of the practice, each of which can be switched off. */
export function RulesDialog({ onSaved, onClose }: DialogProps) {
  const rules = useSignal<Rules | null>(null);
  const { busy, problem, fields, ask } = useAsking();
  useEffect(() => {
    void ask(async () => {
      rules.value = await readRules();
    });
  }, [ask, rules]);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const saved = await ask(async () => {
      if (rules.value) await changeRules(changedRules(rules.value, form));
    });
    if (!saved) return;
    onSaved();
    onClose();
  };
  return (
    <Dialog title={t("What is worth a look")} onClose={onClose}>
      <p class="quiet">
        {t("The queue follows at once. Nothing is done by itself: each entry waits for a person.")}
      </p>
      {rules.value ? (
        <form class="stack" onSubmit={(event) => void save(event)}>
          {lines().map((line) => (
            <RuleLine
              key={line.name}
              line={line}
              value={rules.value?.[line.name] ?? null}
              error={fields.value[line.name]}
            />
          ))}
          <label class="rule">
            <input type="checkbox" name="comments" defaultChecked={rules.value.comments} />
            <span>{t("The client left a comment")}</span>
          </label>
          {problem.value ? (
            <p class="problem" role="alert">
              {problem.value}
            </p>
          ) : null}
          <SaveOrClose busy={busy.value} onClose={onClose} />
        </form>
      ) : problem.value ? (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      ) : busy.value ? (
        <Waiting>{t("Loading…")}</Waiting>
      ) : null}
    </Dialog>
  );
}

function RuleLine({
  line,
  value,
  error,
}: {
  line: Line;
  value: number | null;
  error: string | undefined;
}) {
  const on = useSignal(value !== null);
  const { name, words, usual, least, most, step } = line;
  return (
    <div class="rule">
      <label class="grow">
        <input
          type="checkbox"
          name={`${name}-on`}
          checked={on.value}
          onChange={(event) => (on.value = event.currentTarget.checked)}
        />
        <span>{words}</span>
      </label>
      <input
        type="number"
        class="input"
        name={name}
        aria-label={words}
        defaultValue={String(value ?? usual)}
        min={least}
        max={most}
        step={step}
        required
        disabled={!on.value}
      />
      {error ? (
        <span class="error" role="alert">
          {error}
        </span>
      ) : null}
    </div>
  );
}

/** What differs from what was shown: a colleague may have changed the rest meanwhile. */
function changedRules(shown: Rules, form: FormData): Partial<Rules> {
  const wanted = Object.entries(rulesIn(form)) as [keyof Rules, Rules[keyof Rules]][];
  return Object.fromEntries(wanted.filter(([name, value]) => shown[name] !== value));
}

/** A disabled field is not in the form: its rule is off. */
function rulesIn(form: FormData): Partial<Rules> {
  const rules: Partial<Rules> = { comments: form.get("comments") !== null };
  for (const { name } of lines()) {
    const value = form.get(name);
    rules[name] = typeof value === "string" ? Number(value) : null;
  }
  return rules;
}
