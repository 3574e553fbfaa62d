import { Dialog } from "../design/Dialog";
import { Icon } from "../design/Icon";
import { t } from "../i18n";

/** Recovery codes, to be kept away from the phone. */
export function CodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(codes.join("\n"))}`;
  return (
    <Dialog title={t("Recovery codes")} onClose={onClose}>
      <p class="quiet">
        {t(
          "Without your phone, each of these signs you in once. Keep them where your phone is not.",
        )}
      </p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="dialog-foot">
        <a class="button" href={file} download="consult-recovery-codes.txt">
          <Icon name="download" size={16} />
          {t("Save as a file")}
        </a>
        <button type="button" class="button primary" onClick={onClose}>
          {t("I have kept them")}
        </button>
      </div>
    </Dialog>
  );
}
