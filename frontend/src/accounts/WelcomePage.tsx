import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";

import { readWelcome, takeUpInvitation } from "../api/practice";
import { Refusal } from "../api/refusal";
import { signIn } from "../api/signIn";
import type { Welcome } from "../api/types";
import { formText } from "../design/formText";
import { Notice, Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { Field } from "./Field";
import { NewPassword } from "./NewPassword";
import { roleName } from "./words";
import { useAsking } from "./useAsking";

/** What an invited colleague sees first; the token stands behind `#`. */
export default function WelcomePage() {
  const token = useMemo(() => location.hash.slice(1), []);
  const welcome = useSignal<Welcome | null>(null);
  const refusal = useSignal<Refusal | null>(null);
  useEffect(() => {
    readWelcome(token).then(
      (found) => (welcome.value = found),
      (error: unknown) => {
        refusal.value = error instanceof Refusal ? error : new Refusal(0, "", "");
      },
    );
  }, [token, welcome, refusal]);
  return (
    <Page title={t("Welcome to Consult")} shape="narrow">
      <div class="sign-in stack">
        <h1>{t("Welcome to Consult")}</h1>
        {welcome.value ? <TakeUp token={token} welcome={welcome.value} /> : null}
        {refusal.value?.status === 410 || refusal.value?.status === 400 ? (
          <>
            <Notice tone="warm" title={t("This link does not work any more")}>
              {t("Ask your administrator to invite you again.")}
            </Notice>
            <Link class="tiny" href="/sign-in">
              {t("You have an account? Sign in")}
            </Link>
          </>
        ) : refusal.value ? (
          <Trouble />
        ) : null}
        {welcome.value || refusal.value ? null : <Waiting>{t("Loading…")}</Waiting>}
      </div>
    </Page>
  );
}

function TakeUp({ token, welcome }: { token: string; welcome: Welcome }) {
  const [, navigate] = useLocation();
  const { busy, problem, fields, ask } = useAsking();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const password = formText(form, "password");
    const made = await ask(async () => {
      await takeUpInvitation(token, formText(form, "name"), password);
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
        maxLength={120}
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
