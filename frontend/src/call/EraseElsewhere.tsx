import { t } from "../i18n";

/** In place of a button that would be refused: erasing cannot be taken back, a link is no proof. */
export function EraseElsewhere() {
  return (
    <p class="tiny">
      {t("This can be erased in the browser in which you first decided, or by your counsellor.")}
    </p>
  );
}
