import { Link } from "wouter-preact";

import { t } from "../i18n";

/** In place of an administrator's page, for everybody else: whom to ask, and the way back. */
export function AskAdministrator() {
  return (
    <div class="centred" role="alert">
      <h1>{t("This page is for administrators")}</h1>
      <p class="quiet">{t("Ask the administrator of your practice.")}</p>
      <Link class="button" href="/">
        {t("To the start page")}
      </Link>
    </div>
  );
}
