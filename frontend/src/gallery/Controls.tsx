import { Choice } from "../design/Choice";
import { Field } from "../design/Field";
import { Icon, ICONS } from "../design/Icon";
import { SearchField } from "../design/SearchField";
import { t } from "../i18n";
import { Section } from "./Section";

/** Everything that is pressed, chosen or written in. */
export function Controls() {
  return (
    <>
      <Section title={t("Buttons")}>
        <div class="row wrap">
          <button type="button" class="button primary">
            {t("Continue")}
          </button>
          <button type="button" class="button">
            {t("Cancel")}
          </button>
          <button type="button" class="button danger">
            {t("Erase everything")}
          </button>
          <button type="button" class="button plain">
            {t("Discard")}
          </button>
          <button type="button" class="button primary" disabled>
            {t("Continue")}
          </button>
          <button type="button" class="link-button">
            {t("Show more")}
          </button>
        </div>
        <div class="row wrap">
          <button type="button" class="button big">
            <Icon name="camera" />
            {t("Join the call")}
          </button>
          <button type="button" class="button small">
            <Icon name="copy" size={16} />
            {t("Copy")}
          </button>
        </div>
      </Section>
      <Section title={t("Fields")}>
        <div class="samples">
          <Field name="sample-name" label={t("Client's name")}>
            <input id="sample-name" class="input" defaultValue="Erin" />
          </Field>
          <Field name="sample-email" label={t("Email")} error={t("That did not work. Try again.")}>
            <input id="sample-email" class="input" aria-invalid="true" defaultValue="erin@" />
          </Field>
          <SearchField label={t("Client's name")} value="" onSearch={() => undefined} />
          <Choice
            legend={t("The call")}
            name="sample-choice"
            options={[
              { value: "here", words: t("Here") },
              { value: "beside", words: t("Beside another call tool") },
            ]}
            chosen="here"
          />
        </div>
      </Section>
      <Section title={t("Icons")}>
        <ul class="icons">
          {ICONS.map((name) => (
            <li key={name}>
              <Icon name={name} size={22} />
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
