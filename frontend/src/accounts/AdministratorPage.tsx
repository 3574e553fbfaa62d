import "./accounts.css";

import type { ComponentChildren } from "preact";
import { Link, useLocation } from "wouter-preact";

import { me } from "../api/session";
import { Notice, Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { AskAdministrator } from "./AskAdministrator";
import { refusalWords } from "./refusalWords";

interface AdministratorPageProps<Read> {
  title: string;
  /** What the page is about; asked again after each change. */
  read: () => Promise<Read>;
  /** Buttons beside the title. */
  acts?: ComponentChildren;
  children: (read: Read, reload: () => Promise<void>) => ComponentChildren;
}

/** A page about the practice, for its administrators: others are told whom to ask. */
export function AdministratorPage<Read>(props: AdministratorPageProps<Read>) {
  const { title, read, acts, children } = props;
  const allowed = me.value?.role === "administrator";
  const { found, error, reload } = useRead(read, allowed ? "" : null);
  return (
    <Page title={title}>
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
        </div>
        {allowed && acts ? <div class="row wrap">{acts}</div> : null}
      </div>
      {allowed ? <PracticeTabs /> : null}
      {!allowed ? (
        <AskAdministrator />
      ) : found !== null ? (
        <div class="account wide">
          {error ? <Notice tone="bad">{refusalWords(error)}</Notice> : null}
          {children(found, reload)}
        </div>
      ) : error ? (
        <Trouble onRetry={() => void reload()} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </Page>
  );
}

/** The ways between the pages about the practice. */
function PracticeTabs() {
  const [path] = useLocation();
  const pages = [
    ["/team", t("Team")],
    ["/practice", t("Settings")],
    ["/integrations", t("Other programs")],
  ] as const;
  return (
    <nav class="tabs" aria-label={t("Practice")}>
      {pages.map(([href, words]) => (
        <Link key={href} href={href} aria-current={path === href ? "page" : undefined}>
          {words}
        </Link>
      ))}
    </nav>
  );
}
