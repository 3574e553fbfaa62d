import { useSignal } from "@preact/signals";

import { useAsking } from "../accounts/useAsking";
import type { Entry, VerdictWish } from "../api/types";
import { Field } from "../design/Field";
import { TextField } from "../design/TextField";
import { t } from "../i18n";
import { administrators } from "./team";
import { actName } from "./words";

interface FormProps {
  entry: Entry;
  /** Throws a Refusal. */
  onGive: (wish: VerdictWish) => Promise<void>;
}

/** Characters of a verdict's comment. */
const LONGEST_COMMENT = 1000;

const FOUND = ["looked_at", "follow_up", "no_action"] as const;

/** Saying what was found, asking a colleague for a look, and closing the case. */
export function VerdictForm({ entry, onGive }: FormProps) {
  const { busy, problem, fields, ask } = useAsking();
  const comment = useSignal("");
  const give = (wish: VerdictWish) => ask(() => onGive(wish));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    const act = (button?.value ?? "looked_at") as VerdictWish["act"];
    const written = comment.value;
    const given = await give({ act, comment: written.trim() });
    // Only what was sent goes: more may have been typed meanwhile.
    if (given && comment.value === written) comment.value = "";
  };
  const resolved = entry.state === "resolved";
  return (
    <div class="stack">
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field name="verdict-comment" label={t("Comment")} error={fields.value.comment}>
          <TextField
            id="verdict-comment"
            rows={3}
            most={LONGEST_COMMENT}
            value={comment.value}
            onText={(text) => (comment.value = text)}
            describedBy="verdict-read-by"
          />
        </Field>
        <p class="tiny" id="verdict-read-by">
          {t(
            "Administrators read it, and the counsellor of the consultation. It is never changed.",
          )}
        </p>
        <div class="row wrap">
          {FOUND.map((act) => (
            <button key={act} class="button small" value={act} disabled={busy.value}>
              {actName(act)}
            </button>
          ))}
          <button
            class="button small primary"
            value={resolved ? "reopened" : "resolved"}
            disabled={busy.value}
          >
            {resolved ? t("Open again") : t("Resolve")}
          </button>
        </div>
      </form>
      <Field name="verdict-assignee" label={t("Assigned to")} error={fields.value.assignee}>
        <select
          id="verdict-assignee"
          class="input"
          value={entry.assignee?.id ?? ""}
          disabled={busy.value}
          onChange={(event) => {
            const id = Number(event.currentTarget.value) || null;
            void give({ act: "assigned", assignee: id });
          }}
        >
          <option value="">{t("nobody")}</option>
          {administrators().map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      {problem.value ? (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      ) : null}
    </div>
  );
}
