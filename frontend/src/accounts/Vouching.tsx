import { signal } from "@preact/signals";

import { Refusal } from "../api/refusal";
import { vouch } from "../api/signIn";
import { Dialog } from "../design/Dialog";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { Field } from "./Field";
import { ChangedMind, useAsking } from "./useAsking";

interface Question {
  proved: () => void;
  refused: (reason: ChangedMind) => void;
}

const question = signal<Question | null>(null);

/**
 * Do something that the server allows only to who has just proved who they are: it is asked for
 * where that is so, and then done. Throws ChangedMind where the person closes the question.
 */
export async function vouched<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (refusal) {
    if (!wantsProof(refusal)) throw refusal;
  }
  await new Promise<void>((proved, refused) => {
    question.value = { proved, refused };
  });
  return action();
}

function wantsProof(refusal: unknown): boolean {
  if (!(refusal instanceof Refusal) || refusal.status !== 401) return false;
  const meta = refusal.said.meta as { is_authenticated?: boolean } | undefined;
  return meta?.is_authenticated === true;
}

/** Stands once on a page that uses `vouched`. */
export function VouchingDialog({ passkey }: { passkey: boolean }) {
  const { busy, problem, fields, ask } = useAsking();
  const open = question.value;
  if (!open) return null;
  const close = () => {
    question.value = null;
    open.refused(new ChangedMind());
  };
  const prove = async (proof: () => Promise<unknown>) => {
    const proved = await ask(async () => {
      await proof();
    });
    if (!proved) return;
    question.value = null;
    open.proved();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    await prove(() => vouch.byPassword(formText(form, "password")));
  };
  return (
    <Dialog title={t("Is it you?")} onClose={close}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p class="quiet">{t("A change to how you sign in wants your password once more.")}</p>
        {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
        <Field
          label={t("Password")}
          name="password"
          type="password"
          autocomplete="current-password"
          autofocus
          error={fields.value.password}
        />
        <div class="dialog-foot">
          {passkey ? (
            <button
              type="button"
              class="button"
              disabled={busy.value}
              onClick={() => void prove(vouch.byPasskey)}
            >
              {t("Use your passkey")}
            </button>
          ) : null}
          <button type="button" class="button" onClick={close}>
            {t("Cancel")}
          </button>
          <button class="button primary" disabled={busy.value}>
            {t("Continue")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
