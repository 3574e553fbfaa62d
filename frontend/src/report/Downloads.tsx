import { reportFiles } from "../api/reports";
import { DownloadLink } from "../design/DownloadLink";
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
        <DownloadLink class="button" href={reportFiles.csv(id)}>
          {t("Readings (CSV)")}
        </DownloadLink>
      ) : null}
      <DownloadLink class="button" href={reportFiles.xlsx(id)}>
        {t("Excel")}
      </DownloadLink>
      <DownloadLink class="button" href={reportFiles.json(id)}>
        {t("JSON")}
      </DownloadLink>
      <DownloadLink class="button primary" href={reportFiles.pdf(id)}>
        <Icon name="download" size={16} />
        {t("Report (PDF)")}
      </DownloadLink>
    </>
  );
}
