import { t } from "../i18n";

interface SaveOrCloseProps {
  /** It is being saved: a second press saves nothing twice. */
  busy: boolean;
  onClose: () => void;
}

/** The end of a form in a dialog that changes what is there. */
export function SaveOrClose({ busy, onClose }: SaveOrCloseProps) {
  return (
    <div class="dialog-foot">
      <button type="button" class="button" onClick={onClose}>
        {t("Close")}
      </button>
      <button class="button primary" disabled={busy}>
        {t("Save")}
      </button>
    </div>
  );
}
