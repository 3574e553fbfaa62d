import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { clockSeconds } from "../words/times";
import type { NoteOutbox } from "./noteOutbox";

/** Notes that could not be stored yet: they are shown, tried again, and never silently gone. */
export function Unsent({ outbox }: { outbox: NoteOutbox }) {
  if (!outbox.failing.value) return null;
  return (
    <div class="unsent">
      <p class="tiny problem" role="alert">
        {outbox.refused.value
          ? t(
              "Not stored: the server does not take it, and would not later. Copy the words that you need, then give it up.",
            )
          : t("Not stored yet; it is tried again by itself. Check your connection.")}
      </p>
      <ul class="notes" aria-label={t("Notes not stored yet")}>
        {outbox.unsent.value.map(({ key, at, text }) => {
          const time = clockSeconds(at);
          return (
            <li key={key}>
              <time class="note-time" dateTime={new Date(at).toISOString()}>
                {time}
              </time>
              <span class={`note-words ${text ? "" : "quiet"}`}>{text || t("marked moment")}</span>
              <button
                type="button"
                class="button plain small icon-only"
                aria-label={t("Give up the note of %(time)s", { time })}
                onClick={() => outbox.drop(key)}
              >
                <Icon name="bin" size={16} />
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" class="button small" onClick={() => void outbox.send()}>
        {t("Try again")}
      </button>
    </div>
  );
}
