import { useSignal } from "@preact/signals";

import { shareReport } from "../api/reports";
import { me, retriedAfterSignIn } from "../api/session";
import type { Consultation } from "../api/types";
import { Dialog } from "../design/Dialog";
import { Notice } from "../design/Notice";
import { t } from "../i18n";

interface ShareProps {
  consultation: Consultation;
  onChange: (changed: Consultation) => void;
}

/** Opening the report to the client and closing it; only where the practice lets counsellors. */
export function ShareButton({ consultation, onChange }: ShareProps) {
  const asking = useSignal(false);
  const shared = consultation.report_shared_at !== null;
  const own = me.value?.id === consultation.counsellor.id;
  const allowed = me.value?.practice.share_reports ?? false;
  // What was shared before the practice thought better of it can still be taken back.
  if (!own || (!allowed && !shared)) return null;
  return (
    <>
      <button type="button" class="button" onClick={() => (asking.value = true)}>
        {shared ? t("Shared with the client") : t("Share with the client")}
      </button>
      {asking.value ? (
        <ShareDialog
          consultation={consultation}
          onChange={onChange}
          onClose={() => (asking.value = false)}
        />
      ) : null}
    </>
  );
}

function ShareDialog({ consultation, onChange, onClose }: ShareProps & { onClose: () => void }) {
  const failed = useSignal(false);
  const shared = consultation.report_shared_at !== null;
  const change = async () => {
    try {
      const at = await retriedAfterSignIn(() => shareReport(consultation.id, !shared));
      onChange({ ...consultation, report_shared_at: at });
      onClose();
    } catch {
      failed.value = true;
    }
  };
  return (
    <Dialog
      title={shared ? t("Shared with the client") : t("Share with the client?")}
      onClose={onClose}
    >
      {failed.value ? (
        <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
      ) : null}
      <p>
        {t(
          "The client sees in their own browser, from the page where the call was: how long their face could be read, the shares of the labels, and one strip over time, in plain words.",
        )}
      </p>
      <p class="quiet">
        {t("No index, no valence line, and none of your notes. You can take it back at any time.")}
      </p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t("Close")}
        </button>
        <button
          type="button"
          class={`button ${shared ? "danger" : "primary"}`}
          onClick={() => void change()}
        >
          {shared ? t("Take it back") : t("Share")}
        </button>
      </div>
    </Dialog>
  );
}
