import type { ComponentChildren } from "preact";

import { useEffect, useRef } from "preact/hooks";

import { t } from "../i18n";

/** As long as nobody reads the words twice, and as short as a server takes to start. */
const TRY_EVERY = 5000;

interface TroubleProps {
  title?: string;
  children?: ComponentChildren;
  onRetry?: () => void;
}

/**
 * Something did not come: said in words, and tried again by itself where the page knows how. With
 * a title of its own and no `onRetry` trying again leads nowhere, and is not offered.
 */
export function Trouble({ title, children, onRetry }: TroubleProps) {
  const retry = useRef(onRetry);
  retry.current = onRetry;
  useEffect(() => {
    const again = () => retry.current?.();
    const timer = setInterval(again, TRY_EVERY);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, []);
  return (
    <div class="centred" role="alert">
      <h1>{title ?? t("The server cannot be reached")}</h1>
      <p class="quiet">
        {children ?? t("Check your connection. Nothing that was stored is lost.")}{" "}
        {onRetry ? t("This page tries again by itself.") : null}
      </p>
      {onRetry || !title ? (
        <button
          type="button"
          class="button primary"
          onClick={onRetry ?? (() => window.location.reload())}
        >
          {t("Try again")}
        </button>
      ) : null}
    </div>
  );
}
