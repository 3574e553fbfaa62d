import type { ComponentChildren } from "preact";

import { t } from "../i18n";
import { Dialog } from "./Dialog";

interface DoneDialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A dialog that only tells or shows something, with the one way out. */
export function DoneDialog({ title, onClose, children }: DoneDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={onClose}>
          {t("Done")}
        </button>
      </div>
    </Dialog>
  );
}
