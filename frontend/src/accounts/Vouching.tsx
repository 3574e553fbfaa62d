import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { Refusal } from "../api/refusal";
import { vouch } from "../api/signIn";
import { formText } from "../design/formText";
import { t } from "../i18n";
import { Field } from "./Field";
import { FormDialog } from "./FormDialog";
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
  giveUp();
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
  const asking = useAsking();
  // Whoever leaves the page has given it up: coming back must not ask for what was to be done then.
  useEffect(() => giveUp, []);
  const open = question.value;
  if (!open) return null;
  const prove = async (proof: () => Promise<unknown>) => {
    const proved = await asking.ask(async () => {
      await proof();
    });
    if (!proved || question.peek() !== open) return;
    question.value = null;
    open.proved();
  };
  return (
    <FormDialog
      title={t("Is it you?")}
      asking={asking}
      send={t("Continue")}
      onSend={(form) => prove(() => vouch.byPassword(formText(form, "password")))}
      onClose={giveUp}
      beside={
        passkey ? (
          <button
            type="button"
            class="button"
            disabled={asking.busy.value}
            onClick={() => void prove(vouch.byPasskey)}
          >
            {t("Use your passkey")}
          </button>
        ) : null
      }
    >
      <p class="quiet">{t("A change to how you sign in wants your password once more.")}</p>
      <Field
        label={t("Password")}
        name="password"
        type="password"
        autocomplete="current-password"
        autofocus
        error={asking.fields.value.password}
      />
    </FormDialog>
  );
}

/** Close the question that is open, if any: what waits for it is not done. */
function giveUp(): void {
  const open = question.peek();
  question.value = null;
  open?.refused(new ChangedMind());
}
