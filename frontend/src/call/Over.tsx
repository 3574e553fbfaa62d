import { useSignal } from "@preact/signals";

import type { Participation } from "../api/types";
import { Confirm } from "../design/Confirm";
import { Icon } from "../design/Icon";
import { Notice } from "../design/Notice";
import { t, tn } from "../i18n";
import { decisionRefusedWords } from "../words/decision";
import { EraseElsewhere } from "./EraseElsewhere";
import type { OwnPart } from "./ownPart";

/** The end: what is held, for how long, and the way to have it erased now. */
export function Over({ part, own }: { part: Participation; own: OwnPart }) {
  const cancelled = part.consultation.state === "cancelled";
  return (
    <div class="centred over">
      <span class="over-mark" aria-hidden="true">
        <Icon name="check" size={28} />
      </span>
      <h1>{cancelled ? t("The consultation was cancelled") : t("The consultation is over")}</h1>
      <p class="quiet">
        {cancelled
          ? t("Your counsellor, %(name)s, cancelled it.", { name: part.counsellor.name })
          : t("Thank you for coming. Your camera is off, and you can close this page.")}
      </p>
      <section class="card held" aria-labelledby="held-title">
        <h2 id="held-title">{t("What is held about you")}</h2>
        <p>{t("No picture was kept.")}</p>
        {part.readings > 0 ? <Held part={part} own={own} /> : <p>{t("No labels are held.")}</p>}
        {part.messages > 0 ? <Written part={part} own={own} /> : null}
      </section>
    </div>
  );
}

/** The client's own words in the chat, and the way to take them back. */
function Written({ part, own }: { part: Participation; own: OwnPart }) {
  const failed = useSignal(false);
  const erase = async () => {
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
        {tn(
          "The chat is deleted %s day after the consultation has ended.",
          "The chat is deleted %s days after the consultation has ended.",
          part.retention_days,
        )}
      </p>
      {failed.value ? (
        <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
      ) : null}
      {part.may_erase ? (
        <div>
          <button type="button" class="button" onClick={() => void erase()}>
            {t("Erase my messages")}
          </button>
        </div>
      ) : (
        <EraseElsewhere />
      )}
    </>
  );
}

function Held({ part, own }: { part: Participation; own: OwnPart }) {
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
        {tn(
          "The labels are deleted %s day after the consultation has ended.",
          "The labels are deleted %s days after the consultation has ended.",
          part.retention_days,
        )}
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
        <div>
          <button type="button" class="button" onClick={() => (asking.value = true)}>
            {t("Erase them now")}
          </button>
        </div>
      ) : (
        <EraseElsewhere />
      )}
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
