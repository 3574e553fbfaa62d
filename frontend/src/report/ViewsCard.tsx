import { readViews, VIEWS_PAGE } from "../api/reports";
import type { Access } from "../api/types";
import { useOlder } from "../design/useOlder";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { ViewsList } from "./ViewsList";

/** Who has looked at this report. The client may read the same. */
export function ViewsCard({ id }: { id: string }) {
  const { found: views, error } = useRead(() => readViews(id), id);
  if (!views?.length && !error) return null;
  return (
    <section class="card not-printed">
      <div class="card-head">
        <h2>{t("Who has looked at this")}</h2>
        <span class="tiny">{t("the client may read this list, too")}</span>
      </div>
      {views ? (
        <Views first={views} id={id} />
      ) : (
        <p class="quiet">{t("The list could not be read. Open this page again later.")}</p>
      )}
    </section>
  );
}

function Views({ first, id }: { first: Access[]; id: string }) {
  const { entries, more } = useOlder(first, VIEWS_PAGE, (before) => readViews(id, before));
  return <ViewsList views={entries} more={more} />;
}
