import { Link } from "wouter-preact";

import { Icon, type IconName } from "../design/Icon";
import { Steps } from "../design/Steps";
import { t } from "../i18n";

/** No file yet: what one is good for, and how it comes into being. */
export function NoClients({ administrator }: { administrator: boolean }) {
  const gathers: [IconName, string, string][] = [
    ["clock", t("Every consultation"), t("With its report, your notes and the next appointment.")],
    [
      "eye",
      t("What changes"),
      t("The expression index from one consultation to the next, with its interval."),
    ],
    [
      "download",
      t("All that is held"),
      t("To hand over or to erase in one step when the client asks for it."),
    ],
  ];
  return (
    <div class="card roomy empty-agenda">
      <h2>{t("No clients yet")}</h2>
      <p class="quiet">
        {administrator
          ? t("A client gets a file when a counsellor plans their first consultation. It gathers:")
          : t("A client gets a file with their first planned consultation. It gathers:")}
      </p>
      <Steps
        steps={gathers.map(([icon, name, words]) => [<Icon name={icon} size={16} />, name, words])}
      />
      {administrator ? null : (
        <Link class="button primary" href="/">
          {t("Plan a consultation")}
        </Link>
      )}
    </div>
  );
}
