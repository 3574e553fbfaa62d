import { useEffect, useState } from "preact/hooks";

import { readViews } from "../api/reports";
import type { Access } from "../api/types";
import { t } from "../i18n";
import { ViewsList } from "./ViewsList";

/** Who has looked at this report. The client may read the same. */
export function ViewsCard({ id }: { id: string }) {
  const [views, setViews] = useState<Access[] | null>(null);
  useEffect(() => {
    readViews(id).then(setViews, () => undefined);
  }, [id]);
  if (!views?.length) return null;
  return (
    <section class="card not-printed">
      <div class="card-head">
        <h2>{t("Who has looked at this")}</h2>
        <span class="tiny">{t("the client may read this list, too")}</span>
      </div>
      <ViewsList views={views} />
    </section>
  );
}
