import { useSignal } from "@preact/signals";

import { saveProfile } from "../api/account";
import { csrfToken, haveCsrfToken } from "../api/http";
import { me } from "../api/session";
import type { Me } from "../api/types";
import { type Language, language, LANGUAGES, t } from "../i18n";
import { BarProblem } from "./BarProblem";

/**
 * Ask the server for the other language and load the page anew in it, or another page. False, and
 * the page stays, where the server could not be asked.
 */
export async function speak(code: Language, path?: string): Promise<boolean> {
  await haveCsrfToken();
  const answer = await fetch("/i18n/setlang/", {
    method: "POST",
    credentials: "same-origin",
    headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
    body: new URLSearchParams({ language: code }),
  }).catch(() => null);
  if (!answer?.ok) return false;
  if (path === undefined) location.reload();
  else location.assign(path);
  return true;
}

/** What somebody chose; who chose nothing is spoken to as their browser asks. */
export function chosenLanguage({ language: chosen }: Me): Language {
  return LANGUAGES.find(({ code }) => code === chosen)?.code ?? language();
}

/** Speak it from now on, and wherever this person signs in. */
async function choose(code: Language): Promise<boolean> {
  // A page that cannot keep the choice still follows it.
  if (me.value) await saveProfile({ language: code }).catch(() => undefined);
  return speak(code);
}

export function LanguageSwitch() {
  const spoken = language();
  const failed = useSignal(false);
  const press = async (code: Language) => {
    failed.value = false;
    if (code !== spoken) failed.value = !(await choose(code));
  };
  return (
    <>
      <div class="segmented small" role="group" aria-label={t("Language")}>
        {LANGUAGES.map(({ code, short, name }) => (
          <button
            key={code}
            type="button"
            lang={code}
            aria-label={`${short} · ${name}`}
            aria-pressed={code === spoken}
            onClick={() => void press(code)}
          >
            {short}
          </button>
        ))}
      </div>
      {failed.value ? <BarProblem /> : null}
    </>
  );
}
