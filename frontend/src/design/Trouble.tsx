import type { ComponentChildren } from "preact";

import { t } from "../i18n";

interface TroubleProps {
  title?: string;
  children?: ComponentChildren;
  onRetry?: () => void;
}

/** Something did not come: said in words, with the one thing that may help. */
export function Trouble({ title, children, onRetry }: TroubleProps) {
  return (
    <div class="centred" role="alert">
      <h1>{title ?? t("The server cannot be reached")}</h1>
      <p class="quiet">
        {children ?? t("Check your connection. Nothing that was stored is lost.")}
      </p>
      <button
        type="button"
        class="button primary"
        onClick={onRetry ?? (() => window.location.reload())}
      >
        {t("Try again")}
      </button>
    </div>
  );
}
