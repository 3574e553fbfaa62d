import { useAsking } from "../accounts/useAsking";
import type { Entry, VerdictWish } from "../api/types";
import { Field } from "../design/Field";
import { formText } from "../design/formText";
import { t } from "../i18n";
import { administrators } from "./team";
import { actName } from "./words";

interface FormProps {
  entry: Entry;
  /** Throws a Refusal. */
  onGive: (wish: VerdictWish) => Promise<void>;
}

const FOUND = ["looked_at", "follow_up", "no_action"] as const;

/** Saying what was found, asking a colleague for a look, and closing the case. */
export function VerdictForm({ entry, onGive }: FormProps) {
  const { busy, problem, fields, ask } = useAsking();
  const give = (wish: VerdictWish) => ask(() => onGive(wish));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    const act = (button?.value ?? "looked_at") as VerdictWish["act"];
    const comment = formText(new FormData(form), "verdict-comment").trim();
    if (await give({ act, comment })) form.reset();
  };
  const resolved = entry.state === "resolved";
  return (
    <div class="stack verdict-form">
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Field name="verdict-comment" label={t("Comment")} error={fields.value.comment}>
          <textarea
            id="verdict-comment"
            name="verdict-comment"
            class="input"
            rows={3}
            maxLength={1000}
            aria-describedby="verdict-read-by"
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
