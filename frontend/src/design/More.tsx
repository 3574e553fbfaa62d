import { useSignal } from "@preact/signals";

import { t } from "../i18n";

interface MoreProps {
  label: string;
  /** Whether the last attempt failed. */
  failed: boolean;
  /** Read on; never throws. */
  onMore: () => Promise<void>;
}

/** The end of a list of which there is more. */
export function More({ label, failed, onMore }: MoreProps) {
  const busy = useSignal(false);
  const press = async () => {
    // An impatient press would read the same page twice.
    if (busy.value) return;
    busy.value = true;
    await onMore();
    busy.value = false;
  };
  return (
    <div class="more">
      <button type="button" class="button" aria-busy={busy.value} onClick={() => void press()}>
        {label}
      </button>
      {failed ? (
        <span class="tiny problem" role="alert">
          {t("That did not work. Check your connection and try again.")}
        </span>
      ) : null}
    </div>
  );
}
