import type { ComponentChildren } from "preact";

import { AskAdministrator } from "../accounts/AskAdministrator";
import { me } from "../api/session";
import { Page } from "../design/Page";

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
      {me.value?.role === "administrator" ? children() : <AskAdministrator />}
    </Page>
  );
}
