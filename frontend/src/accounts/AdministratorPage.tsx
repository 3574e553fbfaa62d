import "./accounts.css";

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { me } from "../api/session";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";

interface AdministratorPageProps<Read> {
  title: string;
  /** What the page is about; asked again after each change. */
  read: () => Promise<Read>;
  /** Links and buttons beside the title. */
  acts: ComponentChildren;
  children: (read: Read, reload: () => Promise<void>) => ComponentChildren;
}

/** A page about the practice, for its administrators: others are told whom to ask. */
export function AdministratorPage<Read>(props: AdministratorPageProps<Read>) {
  const { title, read, acts, children } = props;
  const found = useSignal<Read | null>(null);
  const failed = useSignal(false);
  const load = async () => {
    failed.value = false;
    try {
      found.value = await read();
    } catch {
      failed.value = true;
    }
  };
  const allowed = me.value?.role === "administrator";
  useEffect(() => {
    if (allowed) void load();
  }, [allowed]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Page title={title}>
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          <p class="quiet">{me.value?.practice.name}</p>
        </div>
        {allowed ? <div class="row wrap">{acts}</div> : null}
      </div>
      {!allowed ? (
        <Trouble title={t("This page is for administrators")}>
          {t("Ask the administrator of your practice.")}
        </Trouble>
      ) : found.value !== null ? (
        <div class="account wide">{children(found.value, load)}</div>
      ) : failed.value ? (
        <Trouble onRetry={() => void load()} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </Page>
  );
}
