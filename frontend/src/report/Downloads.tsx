import { reportFiles } from "../api/reports";
import { Icon } from "../design/Icon";
import { t } from "../i18n";

interface DownloadsProps {
  id: string;
  /** Readings are held, so there is something to put in a table. */
  readings: boolean;
}

/** The report to take along; each download is kept in the list of who looked. */
export function Downloads({ id, readings }: DownloadsProps) {
  return (
    <>
      {readings ? (
        <a class="button" href={reportFiles.csv(id)} download>
          {t("Readings (CSV)")}
        </a>
      ) : null}
      <a class="button" href={reportFiles.xlsx(id)} download>
        {t("Excel")}
      </a>
      <a class="button" href={reportFiles.json(id)} download>
        {t("JSON")}
      </a>
      <a class="button primary" href={reportFiles.pdf(id)} download>
        <Icon name="download" size={16} />
        {t("Report (PDF)")}
      </a>
    </>
  );
}
