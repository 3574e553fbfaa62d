import { t } from "../i18n";

/** The end of a form in a dialog that changes what is there. */
export function SaveOrClose({ onClose }: { onClose: () => void }) {
  return (
    <div class="dialog-foot">
      <button type="button" class="button" onClick={onClose}>
        {t("Close")}
      </button>
      <button class="button primary">{t("Save")}</button>
    </div>
  );
}
