import { useMemo, useRef } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";

import { readWelcome, takeUpInvitation } from "../api/practice";
import { Refusal } from "../api/refusal";
import { signIn } from "../api/signIn";
import type { Welcome } from "../api/types";
import { formText } from "../design/formText";
import { Notice, Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { LONGEST_NAME } from "../design/TextField";
import { Trouble } from "../design/Trouble";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { Field } from "./Field";
import { NewPassword } from "./NewPassword";
import { roleName } from "./words";
import { useAsking } from "./useAsking";

/** What an invited colleague sees first; the token stands behind `#`. */
export default function WelcomePage() {
  const token = useMemo(() => location.hash.slice(1), []);
  const { found: welcome, error, reload } = useRead(() => readWelcome(token), token);
  const dead = error instanceof Refusal && [400, 410].includes(error.status);
  return (
    <Page title={t("Welcome to Consult")} shape="narrow">
      <div class="sign-in stack">
        <h1>{t("Welcome to Consult")}</h1>
        {welcome ? <TakeUp token={token} welcome={welcome} /> : null}
        {dead ? (
          <>
            <Notice tone="warm" title={t("This link does not work any more")}>
              {t("Ask your administrator to invite you again.")}
            </Notice>
            <Link class="tiny" href="/sign-in">
              {t("You have an account? Sign in")}
            </Link>
          </>
        ) : error ? (
          <Trouble onRetry={() => void reload()} />
        ) : null}
        {welcome || error ? null : <Waiting>{t("Loading…")}</Waiting>}
      </div>
    </Page>
  );
}

function TakeUp({ token, welcome }: { token: string; welcome: Welcome }) {
  const [, navigate] = useLocation();
  const { busy, problem, fields, ask } = useAsking();
  const taken = useRef(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const password = formText(form, "password");
    const made = await ask(async () => {
      // The account may be made and only the signing in have failed: the link works once.
      if (!taken.current) await takeUpInvitation(token, formText(form, "name"), password);
      taken.current = true;
      await signIn(welcome.email, password);
    });
    if (made) navigate("/", { replace: true });
  };
  return (
    <form class="card roomy stack" onSubmit={(event) => void submit(event)}>
      <p>
        {t("%(name)s invites you to the practice %(practice)s as %(role)s.", {
          name: welcome.invited_by,
          practice: welcome.practice,
          role: roleName(welcome.role).toLowerCase(),
        })}
      </p>
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      <Field
        label={t("Email")}
        name="email"
        type="email"
        autocomplete="username"
        value={welcome.email}
        readOnly
      />
      <Field
        label={t("Your name")}
        name="name"
        autocomplete="name"
        most={LONGEST_NAME}
        hint={t("As clients and colleagues see it.")}
        error={fields.value.name}
      />
      <NewPassword label={t("Password")} error={fields.value.password} />
      <button class="button primary big" disabled={busy.value}>
        {t("Begin")}
      </button>
    </form>
  );
}
