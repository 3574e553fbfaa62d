import { readOwnViews } from "../api/participation";
import { VIEWS_PAGE } from "../api/reports";
import type { Access } from "../api/types";
import { useOlder } from "../design/useOlder";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { ViewsList } from "../report/ViewsList";
import { accessorToClient, accessWordsToClient } from "../words/access";

/** Who has looked at this client's data, and when. */
export function OwnViews({ id }: { id: string }) {
  const { found, error } = useRead(() => readOwnViews(id), id);
  if (error) return <p>{t("The list could not be read. Open this page again later.")}</p>;
  if (found === null) return <p class="quiet">{t("Loading…")}</p>;
  if (found.length === 0) {
    return <p>{t("Nobody so far. Whoever opens or downloads it is listed here.")}</p>;
  }
  return <Views first={found} id={id} />;
}

function Views({ first, id }: { first: Access[]; id: string }) {
  const { entries, more } = useOlder(first, VIEWS_PAGE, (before) => readOwnViews(id, before));
  return <ViewsList views={entries} who={accessorToClient} did={accessWordsToClient} more={more} />;
}
