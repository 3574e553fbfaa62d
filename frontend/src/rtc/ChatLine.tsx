import type { Message } from "../api/types";
import { t } from "../i18n";
import { clock } from "../words/times";

interface ChatLineProps {
  message: Message;
  /** The reader wrote it. */
  own: boolean;
  /** The other side's name. */
  name: string;
}

/** One message: who, when, and the words. */
export function ChatLine({ message, own, name }: ChatLineProps) {
  return (
    <li class={`chat-line ${own ? "own" : ""}`}>
      <span class="tiny">
        {own ? t("You") : name} ·{" "}
        <time dateTime={new Date(message.at).toISOString()}>{clock(message.at)}</time>
      </span>
      <span class="chat-words">{message.text}</span>
    </li>
  );
}
