import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";

import { readOwnViews } from "../api/participation";
import type { Access } from "../api/types";
import { t } from "../i18n";
import { ViewsList } from "../report/ViewsList";
import { accessorToClient, accessWordsToClient } from "../words/access";

/** Who has looked at this client's data, and when. */
export function OwnViews({ id }: { id: string }) {
  const views = useSignal<Access[] | "failed" | null>(null);
  useEffect(() => {
    readOwnViews(id).then(
      (read) => (views.value = read),
      () => (views.value = "failed"),
    );
  }, [id, views]);
  const found = views.value;
  if (found === null) return <p class="quiet">{t("Loading…")}</p>;
  if (found === "failed")
    return <p>{t("The list could not be read. Open this page again later.")}</p>;
  if (found.length === 0) {
    return <p>{t("Nobody so far. Whoever opens or downloads it is listed here.")}</p>;
  }
  return <ViewsList views={found} who={accessorToClient} did={accessWordsToClient} />;
}
