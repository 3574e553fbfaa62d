import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import { Refusal } from "../api/refusal";
import { Icon } from "../design/Icon";
import { TextField, type TextElement } from "../design/TextField";
import { t } from "../i18n";
import { type Chat, LONGEST } from "./chat";
import { ChatLine } from "./ChatLine";

interface ChatCardProps {
  chat: Chat;
  /** The other side's name. */
  name: string;
}

/** What both write to each other, kept with the consultation. */
export function ChatCard({ chat, name }: ChatCardProps) {
  const field = useRef<TextElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const problem = useSignal("");
  const messages = chat.messages.value;
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages.length]);
  const send = async () => {
    const written = field.current;
    const text = written?.value.trim();
    if (!written?.reportValidity() || !text) return;
    problem.value = "";
    try {
      await chat.say(text);
      // Only what was sent goes: more may have been typed meanwhile.
      if (chat.draft.trim() === text) chat.draft = "";
      if (field.current?.value.trim() === text) field.current.value = "";
    } catch (error) {
      problem.value = notSentWords(error);
    }
  };
  return (
    <section class="card chat-card" aria-labelledby="chat-title">
      <div class="card-head">
        <h2 id="chat-title">{t("Chat")}</h2>
        <button type="button" class="button plain small" onClick={() => chat.show(false)}>
          <Icon name="close" size={16} />
          {t("Close")}
        </button>
      </div>
      {messages.length === 0 ? (
        <p class="tiny">{t("What you write here is seen by you and %(name)s only.", { name })}</p>
      ) : null}
      <ol ref={list} class="chat-list" role="log" tabIndex={0} aria-label={t("Messages")}>
        {messages.map((message) => (
          <ChatLine
            key={message.id}
            message={message}
            own={message.role === chat.own}
            name={name}
          />
        ))}
      </ol>
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {problem.value}
        </p>
      ) : null}
      <form
        class="chat-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextField
          field={field}
          most={LONGEST}
          tooLongWords={tooLongWords}
          rows={1}
          defaultValue={chat.draft}
          onText={(text) => (chat.draft = text)}
          label={t("Message")}
          placeholder={t("Write a message")}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <button class="button primary">{t("Send")}</button>
      </form>
    </section>
  );
}

function tooLongWords(numbers: { most: string; count: string }): string {
  return t(
    "A message holds %(most)s characters, this one has %(count)s. Shorten it, or send it in parts.",
    numbers,
  );
}

function notSentWords(error: unknown): string {
  const status = error instanceof Refusal ? error.status : 0;
  if (status === 409) return t("The message was not sent: the consultation is not open.");
  if (status === 429) return t("The message was not sent: wait a moment and send it again.");
  return t("The message was not sent. Check your connection and send it again.");
}
