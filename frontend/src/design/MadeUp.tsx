import { t } from "../i18n";

interface MadeUpProps {
  consultation: { made_up: boolean };
}

/** Says of a demo's consultation that it never took place; nothing for a real one. */
export function MadeUp({ consultation }: MadeUpProps) {
  if (!consultation.made_up) return null;
  return (
    <span class="chip made-up" title={t("Part of the demo: nobody met, nothing was measured.")}>
      {t("made up")}
    </span>
  );
}
