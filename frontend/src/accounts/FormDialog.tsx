import type { ComponentChildren } from "preact";

import { Dialog } from "../design/Dialog";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import type { Asking } from "./useAsking";

interface FormDialogProps {
  title: string;
  asking: Asking;
  /** What its button says. */
  send: string;
  onSend: (form: FormData) => Promise<void>;
  onClose: () => void;
  /** Another button beside the two. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

/** A form in a dialog of its own: its fields, what was refused, and the two ways out. */
export function FormDialog(props: FormDialogProps) {
  const { title, asking, send, onSend, onClose, beside, children } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void onSend(new FormData(event.currentTarget));
        }}
      >
        {asking.problem.value ? <Notice tone="bad">{asking.problem.value}</Notice> : null}
        {children}
        <div class="dialog-foot">
          {beside}
          <button type="button" class="button" onClick={onClose}>
            {t("Cancel")}
          </button>
          <button class="button primary" disabled={asking.busy.value}>
            {send}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
