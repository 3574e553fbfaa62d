import { useSignal } from "@preact/signals";

import { Dialog } from "../design/Dialog";
import { Icon, type IconName } from "../design/Icon";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import type { Room } from "./room";

interface EndDialogProps {
  room: Room;
  onClose: () => void;
}

/** Before the end: what it does, and what comes after it. */
export function EndDialog({ room, onClose }: EndDialogProps) {
  const busy = useSignal(false);
  const end = async () => {
    busy.value = true;
    await room.end();
    busy.value = false;
  };
  const steps: [IconName, string][] = [
    ["cameraOff", t("The call and the client's camera stop at once.")],
    ["clock", t("The report is built, which takes a few seconds.")],
    ["check", t("You see the figures, write your summary and plan the next appointment.")],
  ];
  if (room.draft.text.value !== "") {
    steps.push(["flag", t("The note you are writing waits for you there.")]);
  }
  return (
    <Dialog title={t("End the consultation?")} onClose={onClose}>
      {room.problem.value ? (
        <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
      ) : null}
      <ul class="stack what-comes">
        {steps.map(([icon, words]) => (
          <li key={words} class="row">
            <Icon name={icon} />
            <span>{words}</span>
          </li>
        ))}
      </ul>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t("Go on")}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={busy.value}
          onClick={() => void end()}
        >
          {t("End consultation")}
        </button>
      </div>
    </Dialog>
  );
}
