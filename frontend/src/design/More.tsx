import { t } from "../i18n";

interface MoreProps {
  label: string;
  /** Whether the last attempt failed. */
  failed: boolean;
  onMore: () => void;
}

/** The end of a list of which there is more. */
export function More({ label, failed, onMore }: MoreProps) {
  return (
    <div class="more">
      <button type="button" class="button" onClick={onMore}>
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
