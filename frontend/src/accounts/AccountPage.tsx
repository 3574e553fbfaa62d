import "./accounts.css";

import { Link } from "wouter-preact";

import { readAuthenticators } from "../api/account";
import { me } from "../api/session";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { Card } from "./Card";
import { PasskeysCard } from "./PasskeysCard";
import { PasswordCard } from "./PasswordCard";
import { ProfileCard } from "./ProfileCard";
import { SecondFactorCard } from "./SecondFactorCard";
import { SessionsCard } from "./SessionsCard";
import { VouchingDialog } from "./Vouching";

/** Everything about one's own account. */
export default function AccountPage() {
  const { found: held, error, reload } = useRead(readAuthenticators);
  return (
    <Page title={t("Your account")}>
      <div class="page-head">
        <div>
          <h1>{t("Your account")}</h1>
          <p class="quiet">
            {me.value?.email} · {me.value?.practice.name}
          </p>
        </div>
      </div>
      <div class="account">
        <ProfileCard />
        <PasswordCard />
        {held ? (
          <>
            <SecondFactorCard factors={held} onChange={reload} />
            <PasskeysCard factors={held} onChange={reload} />
          </>
        ) : error ? (
          <Trouble onRetry={() => void reload()} />
        ) : (
          <Waiting>{t("Loading…")}</Waiting>
        )}
        <SessionsCard />
        <Card
          title={t("What was done, and who looked")}
          about={t(
            "Acts upon your account, and every look at the review that may concern your work.",
          )}
          action={
            <Link class="button" href="/account/looks">
              {t("Show")}
            </Link>
          }
        />
      </div>
      <VouchingDialog passkey={held?.some((one) => one.type === "webauthn") ?? false} />
    </Page>
  );
}
