import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import * as counsellors from "../api/consultations";
import * as clients from "../api/participation";
import type { Message } from "../api/types";
import { t } from "../i18n";
import type { Role } from "../wire";
import { readMessages } from "./chat";
import { ChatLine } from "./ChatLine";

interface ChatKeptProps {
  messages: readonly Message[];
  own: Role;
  /** The other side's name. */
  name: string;
}

/** What both wrote to each other, to be read after the call. */
export function ChatKept({ messages, own, name }: ChatKeptProps) {
  return (
    // Longer than its place it scrolls, and who has no mouse must get there.
    <ol class="chat-list" tabIndex={0} aria-label={t("Messages")}>
      {messages.map((message) => (
        <ChatLine key={message.id} message={message} own={message.role === own} name={name} />
      ))}
    </ol>
  );
}

/**
 * What is kept of a chat, as the reader with this id has it; `anew` says that it may have changed.
 * Empty while that is not known.
 */
export function useKept(reader: Role, id: string, anew?: unknown): readonly Message[] {
  const messages = useSignal<readonly Message[]>([]);
  useEffect(() => {
    let gone = false;
    const read = reader === "client" ? clients.readOwnMessages : counsellors.readMessages;
    readMessages((after) => read(id, after), 0).then(
      (found) => {
        if (!gone) messages.value = found;
      },
      // Without an answer the page says nothing of it: it is beside the point there.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [reader, id, anew, messages]);
  return messages.value;
}

/** The counsellor's card of it, where there is anything to read. */
export function ChatKeptCard({ id, name }: { id: string; name: string }) {
  const messages = useKept("counsellor", id);
  if (messages.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="chat-kept">
      <div class="card-head">
        <h2 id="chat-kept">{t("Chat")}</h2>
      </div>
      <ChatKept messages={messages} own="counsellor" name={name} />
    </section>
  );
}
