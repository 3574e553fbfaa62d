import type { ComponentChildren } from "preact";

import type { AuditEntry } from "../api/types";
import { t } from "../i18n";
import { clock, dayWithin } from "../words/times";

/** Acts that were written down, each an `AuditLine`, or that there are none. */
export function AuditList({ children }: { children: ComponentChildren[] }) {
  return children.length > 0 ? (
    <ol class="account-list audit">{children}</ol>
  ) : (
    <p class="quiet">{t("Nothing yet.")}</p>
  );
}

interface AuditLineProps {
  entry: AuditEntry;
  /** What was done, in words. */
  said: string;
  /** What stands behind who did it and when. */
  children?: ComponentChildren;
}

export function AuditLine({ entry, said, children }: AuditLineProps) {
  return (
    <li>
      <span>{said}</span>
      <span class="tiny account-facts">
        {t("%(name)s · %(day)s at %(time)s", {
          name: entry.actor || t("somebody who is gone"),
          day: dayWithin(entry.at),
          time: clock(entry.at),
        })}
        {children}
      </span>
    </li>
  );
}
