import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { waitingWords } from "../words/closing";
import type { OwnPart } from "./ownPart";

/** That the server is away, where no line to it says so: it is asked again all the time. */
export function Unreachable({ part }: { part: OwnPart }) {
  const told = part.analysing.value || !part.unreachable.value;
  return (
    <div role="status">
      {told ? null : (
        <Notice tone="warm" title={waitingWords(navigator.onLine ? "lost" : "offline")}>
          {part.stage.value === "waiting"
            ? t("Keep this page open: as soon as it is back, it begins here by itself.")
            : null}
        </Notice>
      )}
    </div>
  );
}
