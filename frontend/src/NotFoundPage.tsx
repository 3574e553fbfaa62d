import { Page } from "./design/Page";
import { t } from "./i18n";

export function NotFoundPage() {
  return (
    <Page title={t("Page not found")} shape="narrow">
      <div class="centred">
        <h1>{t("There is no such page")}</h1>
        <p class="quiet">
          {t(
            "The address may be mistyped or old. If you were invited, open your invite link again.",
          )}
        </p>
        <a class="button primary" href="/">
          {t("To the start page")}
        </a>
      </div>
    </Page>
  );
}
