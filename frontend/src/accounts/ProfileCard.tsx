import { useSignal } from "@preact/signals";

import { saveProfile } from "../api/account";
import { Refusal } from "../api/refusal";
import { me } from "../api/session";
import { formText } from "../design/formText";
import { Choice } from "../design/Choice";
import { Notice } from "../design/Notice";
import { LONGEST_NAME } from "../design/TextField";
import { language, LANGUAGES, t } from "../i18n";
import { Card } from "./Card";
import { Field } from "./Field";
import { chosenLanguage, speak } from "./LanguageSwitch";
import { refusalWords } from "./refusalWords";
import { useAsking } from "./useAsking";

/** Name and language. */
export function ProfileCard() {
  const { busy, problem, fields, ask } = useAsking();
  const saved = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const wanted = formText(form, "language") === "uk" ? "uk" : "en";
    saved.value = false;
    const name = formText(form, "name").trim();
    saved.value = await ask(() => saveProfile({ name, language: wanted }));
    if (!saved.value || wanted === language()) return;
    if (!(await speak(wanted))) problem.value = refusalWords(new Refusal(0, "", ""));
  };
  return (
    <Card title={t("You")}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
        <Field
          label={t("Your name")}
          name="name"
          autocomplete="name"
          most={LONGEST_NAME}
          value={me.value?.name ?? ""}
          hint={t("As clients and colleagues see it.")}
          error={fields.value.name}
        />
        <Choice
          legend={t("Language of pages and mails")}
          name="language"
          options={LANGUAGES.map(({ code, name }) => ({ value: code, words: name, lang: code }))}
          chosen={me.value ? chosenLanguage(me.value) : language()}
        />
        <div class="row">
          <button class="button primary" disabled={busy.value}>
            {t("Save")}
          </button>
          <span class="tiny" role="status">
            {saved.value ? t("Saved") : ""}
          </span>
        </div>
      </form>
    </Card>
  );
}
