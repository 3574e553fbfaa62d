import type { ComponentChildren, ComponentType } from "preact";
import { Suspense } from "preact/compat";
import { Route, Switch } from "wouter-preact";

import { ForgotPasswordPage } from "./accounts/ForgotPasswordPage";
import { RequireSignIn } from "./accounts/RequireSignIn";
import { SignInPage } from "./accounts/SignInPage";
import { AgendaPage } from "./agenda/AgendaPage";
import { CallPage } from "./call/CallPage";
import { comingPage } from "./comingPage";
import { Waiting } from "./design/Notice";
import { t } from "./i18n";
import { InvitePage } from "./invite/InvitePage";
import { NotFoundPage } from "./NotFoundPage";

// The charts are the heaviest part, and only some of the counsellor's pages draw any.
const RoomPage = comingPage(() => import("./room/RoomPage"));
const AccountPage = comingPage(() => import("./accounts/AccountPage"));
const LooksPage = comingPage(() => import("./accounts/LooksPage"));
const TeamPage = comingPage(() => import("./accounts/TeamPage"));
const ResetPasswordPage = comingPage(() => import("./accounts/ResetPasswordPage"));
const WelcomePage = comingPage(() => import("./accounts/WelcomePage"));
const ClientsPage = comingPage(() => import("./clients/ClientsPage"));
const ClientPage = comingPage(() => import("./clients/ClientPage"));
const GalleryPage = comingPage(() => import("./gallery/GalleryPage"));
const IntegrationsPage = comingPage(() => import("./integrations/IntegrationsPage"));
const PracticePage = comingPage(() => import("./practice/PracticePage"));
const RatePage = comingPage(() => import("./rating/RatePage"));
const ModelPage = comingPage(() => import("./model/ModelPage"));
const OwnReportPage = comingPage(() => import("./call/OwnReportPage"));
const ReviewPage = comingPage(() => import("./review/ReviewPage"));
const ReviewedPage = comingPage(() => import("./review/ConsultationsPage"));
const QueuePage = comingPage(() => import("./review/QueuePage"));
const ReportPage = comingPage(() => import("./report/ReportPage"));

/** Pages of somebody who is signed in that are about nothing in particular. */
const PAGES = {
  "/account": AccountPage,
  "/account/looks": LooksPage,
  "/team": TeamPage,
  "/practice": PracticePage,
  "/integrations": IntegrationsPage,
  "/review": ReviewPage,
  "/review/consultations": ReviewedPage,
  "/review/queue": QueuePage,
};

function SignedInOnly({ page: Wanted, id }: { page: ComponentType<{ id: string }>; id: string }) {
  return (
    <RequireSignIn>
      <Arriving>
        <Wanted key={id} id={id} />
      </Arriving>
    </RequireSignIn>
  );
}

function Arriving({ children }: { children: ComponentChildren }) {
  return <Suspense fallback={<Waiting>{t("Loading…")}</Waiting>}>{children}</Suspense>;
}

export function App() {
  return (
    <Switch>
      <Route path="/sign-in">
        <SignInPage />
      </Route>
      <Route path="/forgot-password">
        <ForgotPasswordPage />
      </Route>
      <Route path="/reset-password">
        <Arriving>
          <ResetPasswordPage />
        </Arriving>
      </Route>
      <Route path="/welcome">
        <Arriving>
          <WelcomePage />
        </Arriving>
      </Route>
      {Object.entries(PAGES).map(([path, page]) => (
        <Route key={path} path={path}>
          <SignedInOnly page={page} id={path} />
        </Route>
      ))}
      <Route path="/">
        <RequireSignIn>
          <AgendaPage />
        </RequireSignIn>
      </Route>
      <Route path="/consultations/:id/report">
        {({ id }) => <SignedInOnly page={ReportPage} id={id} />}
      </Route>
      <Route path="/consultations/:id">
        {({ id }) => <SignedInOnly page={RoomPage} id={id} />}
      </Route>
      <Route path="/clients">
        <RequireSignIn>
          <Arriving>
            <ClientsPage />
          </Arriving>
        </RequireSignIn>
      </Route>
      <Route path="/clients/:id">{({ id }) => <SignedInOnly page={ClientPage} id={id} />}</Route>
      <Route path="/join/:token">{({ token }) => <InvitePage key={token} token={token} />}</Route>
      <Route path="/rate">
        <Arriving>
          <RatePage />
        </Arriving>
      </Route>
      <Route path="/model">
        <Arriving>
          <ModelPage />
        </Arriving>
      </Route>
      <Route path="/call/:id/report">
        {({ id }) => (
          <Arriving>
            <OwnReportPage key={id} id={id} />
          </Arriving>
        )}
      </Route>
      <Route path="/call/:id">{({ id }) => <CallPage key={id} id={id} />}</Route>
      {"gallery" in document.body.dataset ? (
        <Route path="/design">
          <Arriving>
            <GalleryPage />
          </Arriving>
        </Route>
      ) : null}
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
