import { csrfToken, haveCsrfToken } from "../api/http";
import { type Language, language, t } from "../i18n";

const LANGUAGES: { code: Language; short: string; name: string }[] = [
  { code: "en", short: "EN", name: "English" },
  { code: "uk", short: "УК", name: "Українська" },
];

/** Ask the server for the other language and load the page anew in it. */
async function speak(code: Language): Promise<void> {
  await haveCsrfToken();
  await fetch("/i18n/setlang/", {
    method: "POST",
    credentials: "same-origin",
    headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
    body: new URLSearchParams({ language: code }),
  });
  location.reload();
}

export function LanguageSwitch() {
  const spoken = language();
  return (
    <div class="segmented small" role="group" aria-label={t("Language")}>
      {LANGUAGES.map(({ code, short, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-label={`${short} · ${name}`}
          aria-pressed={code === spoken}
          onClick={() => void (code === spoken ? undefined : speak(code))}
        >
          {short}
        </button>
      ))}
    </div>
  );
}
