import type { ComponentChildren } from "preact";

import { Dialog } from "./Dialog";

interface ConfirmProps {
  title: string;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
  children: ComponentChildren;
}

/** Ask before something that cannot be taken back. */
export function Confirm({ title, yes, no, onYes, onNo, children }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onNo}>
      <p class="quiet">{children}</p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onNo}>
          {no}
        </button>
        <button type="button" class="button danger" onClick={onYes}>
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
