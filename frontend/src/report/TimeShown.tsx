import { t } from "../i18n";
import { partsOf } from "./shownPart";

interface TimeShownProps {
  whole: [number, number];
  shown: [number, number];
  /** Seconds that are shown, null for all. */
  length: number | null;
  /** Show so many seconds, around that moment. */
  onShow: (length: number | null, middle: number) => void;
}

/** How much of the consultation is shown, and the way along it. */
export function TimeShown({ whole, shown, length, onShow }: TimeShownProps) {
  const parts = partsOf(whole);
  if (parts.length === 0) return null;
  const middle = (shown[0] + shown[1]) / 2;
  // Not `disabled`: whoever goes by the keyboard would lose their place at the end.
  const [atStart, atEnd] = [shown[0] <= whole[0], shown[1] >= whole[1]];
  return (
    <div class="row wrap not-printed">
      {length === null ? null : (
        <div class="segmented small" role="group" aria-label={t("Move along")}>
          <button
            type="button"
            aria-disabled={atStart}
            onClick={() => (atStart ? undefined : onShow(length, middle - length / 2))}
          >
            {t("Earlier")}
          </button>
          <button
            type="button"
            aria-disabled={atEnd}
            onClick={() => (atEnd ? undefined : onShow(length, middle + length / 2))}
          >
            {t("Later")}
          </button>
        </div>
      )}
      <div class="segmented small" role="group" aria-label={t("Time shown")}>
        {[...parts.toReversed(), null].map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === length}
            // From all of it, a part begins at the beginning.
            onClick={() => onShow(one, length === null ? whole[0] : middle)}
          >
            {one === null ? t("All") : t("%(minutes)s min", { minutes: one / 60 })}
          </button>
        ))}
      </div>
    </div>
  );
}
