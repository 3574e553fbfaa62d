import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import { ownExportAddress } from "../api/ratings";
import type { Participation } from "../api/types";
import { Confirm } from "../design/Confirm";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { t, tn } from "../i18n";
import type { OwnRating } from "../rating/ownRating";
import { saidWords } from "../rating/words";
import { ChatKept, useKept } from "../rtc/ChatKept";
import { decisionMadeWords, decisionRefusedWords } from "../words/decision";
import { clock, longDate } from "../words/times";
import type { OwnPart } from "./ownPart";
import { OwnPauses } from "./OwnPauses";
import { OwnViews } from "./OwnViews";

interface MyDataProps {
  part: Participation;
  own: OwnPart;
  rating: OwnRating;
}

/** What is held of a client, until when, and the ways to take it along or have it erased. */
export function MyData({ part, own, rating }: MyDataProps) {
  const given = rating.form.value?.rating;
  return (
    <section class="card roomy held" aria-labelledby="held-title">
      <h2 id="held-title">{t("What is held about you")}</h2>
      <dl class="held-list">
        <Held title={t("Pictures")}>
          <p>{t("No picture was kept.")}</p>
        </Held>
        <Held title={t("Labels")}>
          {part.readings > 0 ? <Labels part={part} own={own} /> : <p>{t("No labels are held.")}</p>}
        </Held>
        <Chat part={part} own={own} />
        {part.pauses.length > 0 ? (
          <Held title={t("Pauses of the analysis")}>
            <OwnPauses part={part} />
          </Held>
        ) : null}
        {given ? (
          <Held title={t("Your rating")}>
            <p>
              {saidWords(given)}.{" "}
              {t("It is kept until your counsellor’s file about you is erased.")}
            </p>
            <TakeBack rating={rating} />
          </Held>
        ) : null}
        <Held title={t("Who looked at it")}>
          <OwnViews id={part.id} />
        </Held>
        <Held title={t("Your decisions")}>
          {part.consents.length === 0 ? <p>{t("You were not asked for any.")}</p> : null}
          <ul>
            {part.consents.map((consent) => (
              <li key={consent.at}>
                {decisionMadeWords(consent.decision)}
                <span class="tiny">
                  {t("%(day)s at %(time)s, text %(version)s", {
                    day: longDate(consent.at),
                    time: clock(consent.at),
                    version: consent.version.replaceAll("-", "\u2011"),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Held>
      </dl>
      {part.may_erase ? (
        <div class="held-foot">
          <a class="button" href={ownExportAddress(part.id)} download>
            <Icon name="download" size={16} />
            {t("Download all of it (JSON)")}
          </a>
        </div>
      ) : (
        <p class="tiny">
          {t(
            "This can be downloaded and erased in the browser in which you first decided, or by your counsellor.",
          )}
        </p>
      )}
    </section>
  );
}

/** What both wrote, to be read here for as long as it is kept; the own words can be taken back. */
function Chat({ part, own }: { part: Participation; own: OwnPart }) {
  const messages = useKept("client", part.id, part.messages);
  if (part.messages === 0 && messages.length === 0) return null;
  return (
    <Held title={t("Chat")}>
      {messages.length > 0 ? (
        <details class="chat-again">
          <summary>{t("Read the chat")}</summary>
          <ChatKept messages={messages} own="client" name={part.counsellor.name} />
          <p class="tiny">
            {t(
              "The download holds what you wrote. What %(name)s wrote to you is read here, for as long as it is kept.",
              { name: part.counsellor.name },
            )}
          </p>
        </details>
      ) : null}
      {part.messages > 0 ? <Written part={part} own={own} /> : <p>{untilWords(part)}</p>}
    </Held>
  );
}

function Held({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** "Kept until 28 December 2026." */
function untilWords({ held_until: until }: Participation): string {
  return until ? t("Kept until %(day)s.", { day: longDate(until) }) : "";
}

function Labels({ part, own }: { part: Participation; own: OwnPart }) {
  const asking = useSignal(false);
  const erase = () => {
    asking.value = false;
    void own.withdraw(true);
  };
  return (
    <>
      <p>
        {tn(
          "%s reading: a label with its time.",
          "%s readings: labels with their times.",
          part.readings,
        )}{" "}
        {untilWords(part)}
      </p>
      <p>
        {t(
          "Your counsellor's report keeps its figures: shares of the time, coverage and an index, but no label of a moment.",
        )}
      </p>
      {own.problem.value ? (
        <Notice tone="bad">{decisionRefusedWords(own.problem.value)}</Notice>
      ) : null}
      {part.may_erase ? (
        <button type="button" class="button small" onClick={() => (asking.value = true)}>
          {t("Erase them now")}
        </button>
      ) : null}
      {asking.value ? (
        <Confirm
          title={t("Erase your labels?")}
          yes={t("Erase them now")}
          no={t("Keep them")}
          onYes={erase}
          onNo={() => (asking.value = false)}
        >
          {t(
            "They are deleted at once, and the report is built again without them. Your consent is withdrawn with it.",
          )}
        </Confirm>
      ) : null}
    </>
  );
}

/** The client's own words in the chat, and the way to take them back. */
function Written({ part, own }: { part: Participation; own: OwnPart }) {
  const failed = useSignal(false);
  const asking = useSignal(false);
  const erase = async () => {
    asking.value = false;
    failed.value = !(await own.eraseMessages());
  };
  return (
    <>
      <p>
        {tn(
          "%s message that you wrote in the chat.",
          "%s messages that you wrote in the chat.",
          part.messages,
        )}{" "}
        {untilWords(part)}
      </p>
      {failed.value ? (
        <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
      ) : null}
      {part.may_erase ? (
        <button type="button" class="button small" onClick={() => (asking.value = true)}>
          {t("Erase my messages")}
        </button>
      ) : null}
      {asking.value ? (
        <Confirm
          title={t("Erase your messages?")}
          yes={t("Erase them now")}
          no={t("Keep them")}
          onYes={() => void erase()}
          onNo={() => (asking.value = false)}
        >
          {t("They are deleted at once, for your counsellor too. This cannot be undone.")}
        </Confirm>
      ) : null}
    </>
  );
}

function TakeBack({ rating }: { rating: OwnRating }) {
  const asking = useSignal(false);
  const erase = () => {
    asking.value = false;
    void rating.takeBack();
  };
  return (
    <>
      <button
        type="button"
        class="button small"
        disabled={rating.busy.value}
        onClick={() => (asking.value = true)}
      >
        {t("Erase my rating")}
      </button>
      {asking.value ? (
        <Confirm
          title={t("Erase your rating?")}
          yes={t("Erase it now")}
          no={t("Keep it")}
          onYes={erase}
          onNo={() => (asking.value = false)}
        >
          {t("Your answers and your comment are deleted at once. This cannot be undone.")}
        </Confirm>
      ) : null}
    </>
  );
}
