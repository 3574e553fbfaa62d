import { Page } from "./design/Page";
import { Trouble } from "./design/Trouble";
import { t } from "./i18n";

/** Where no page is: the address is wrong, or the server says why it gives none. */
export function NotFoundPage() {
  const refused = document.body.dataset.refused;
  if (refused === "403") return <NotYours />;
  if (refused === "500") return <Failed />;
  if (refused === "503") return <Restarting />;
  return (
    <Page title={t("Page not found")} shape="narrow">
      <div class="centred">
        <h1>{t("There is no such page")}</h1>
        <p class="quiet">
          {t(
            "The address may be mistyped or old. If you were invited, open your invite link again.",
          )}
        </p>
        <ToStart />
      </div>
    </Page>
  );
}

function NotYours() {
  return (
    <Page title={t("Not open to you")} shape="narrow">
      <div class="centred">
        <h1>{t("This page is not open to you")}</h1>
        <p class="quiet">
          {t("It is for those who operate the service. If you are one, sign in as such.")}
        </p>
        <ToStart />
      </div>
    </Page>
  );
}

function Failed() {
  return (
    <Page title={t("That did not work")} shape="narrow">
      <div class="centred">
        <h1>{t("That did not work")}</h1>
        <p class="quiet">
          {t("The fault is the service’s, not yours, and it is noted. Try again in a moment.")}
        </p>
        <ToStart />
      </div>
    </Page>
  );
}

function Restarting() {
  return (
    <Page title={t("Restarting")} shape="narrow">
      <Trouble title={t("A part of the service is restarting")} onRetry={() => location.reload()}>
        {t("Nothing that was stored is lost.")}
      </Trouble>
    </Page>
  );
}

function ToStart() {
  return (
    <a class="button primary" href="/">
      {t("To the start page")}
    </a>
  );
}
