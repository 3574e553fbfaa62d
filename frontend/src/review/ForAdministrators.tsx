import type { ComponentChildren } from "preact";

import { me } from "../api/session";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";

/** A page of the review; everybody else is told whom to ask. */
export function ForAdministrators({
  title,
  children,
}: {
  title: string;
  children: () => ComponentChildren;
}) {
  return (
    <Page title={title}>
      {me.value?.role === "administrator" ? (
        children()
      ) : (
        <Trouble title={t("This page is for administrators")}>
          {t("Ask the administrator of your practice.")}
        </Trouble>
      )}
    </Page>
  );
}
