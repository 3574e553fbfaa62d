import { useSignal } from "@preact/signals";

import { useAsking } from "../accounts/useAsking";
import { deleteView, readViews, saveView } from "../api/review";
import { Dialog } from "../design/Dialog";
import { Field } from "../design/Field";
import { formText } from "../design/formText";
import { Icon } from "../design/Icon";
import { SaveOrClose } from "../design/SaveOrClose";
import { TextField } from "../design/TextField";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { type Filters, queryOf, wantedBy } from "./filters";

/** Characters of a view's name. */
const LONGEST_NAME = 60;

interface ViewsProps {
  filters: Filters;
  onApply: (filters: Filters) => void;
}

/** Filters that are kept under a name: apply, save what is shown, delete. */
export function SavedViews({ filters, onApply }: ViewsProps) {
  const saving = useSignal(false);
  const { problem, ask } = useAsking();
  // Without them the page is as good: the list stays empty until the next visit.
  const { found: views, reload } = useRead(readViews);
  const remove = async (id: number) => {
    await ask(() => deleteView(id));
    await reload();
  };
  const shown = views?.find((view) => sameFilters(view.filters, filters));
  return (
    <div class="saved-views row wrap">
      {views?.map((view) => (
        <span key={view.id} class={view === shown ? "view-chip shown" : "view-chip"}>
          <button type="button" aria-pressed={view === shown} onClick={() => onApply(view.filters)}>
            {view.name}
          </button>
          <button
            type="button"
            aria-label={t("Delete the view %(name)s", { name: view.name })}
            onClick={() => void remove(view.id)}
          >
            <Icon name="close" size={14} />
          </button>
        </span>
      ))}
      <button type="button" class="button plain small" onClick={() => (saving.value = true)}>
        <Icon name="plus" size={16} />
        {t("Save this view")}
      </button>
      {problem.value ? (
        <span class="tiny problem" role="alert">
          {problem.value}
        </span>
      ) : null}
      {saving.value ? (
        <SaveDialog
          filters={filters}
          onSaved={() => void reload()}
          onClose={() => (saving.value = false)}
        />
      ) : null}
    </div>
  );
}

function sameFilters(one: Filters, other: Filters): boolean {
  const sorted = (filters: Filters) => queryOf(filters).split("&").sort().join("&");
  return sorted(one) === sorted(other);
}

interface SaveProps {
  filters: Filters;
  onSaved: () => void;
  onClose: () => void;
}

function SaveDialog({ filters, onSaved, onClose }: SaveProps) {
  const { busy, problem, fields, ask } = useAsking();
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = formText(new FormData(event.currentTarget as HTMLFormElement), "name").trim();
    const saved = await ask(async () => {
      await saveView(name, wantedBy(filters));
    });
    if (!saved) return;
    onSaved();
    onClose();
  };
  return (
    <Dialog title={t("Save this view")} onClose={onClose}>
      <p class="quiet">
        {t(
          "The filters are kept under a name, for you alone. The last 30 days stay the last ones.",
        )}
      </p>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <Field name="name" label={t("Name of the view")} error={fields.value.name ?? problem.value}>
          <TextField id="name" name="name" required most={LONGEST_NAME} autocomplete="off" />
        </Field>
        <SaveOrClose busy={busy.value} onClose={onClose} />
      </form>
    </Dialog>
  );
}
