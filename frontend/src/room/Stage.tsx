import { FaceBox } from "../camera/FaceBox";
import { t } from "../i18n";
import type { Reading } from "../wire";
import { noReadingWords } from "../words/answers";
import { Silhouette } from "./Silhouette";

interface StageProps {
  /** The newest answer about the client's camera, or null when none is current. */
  reading: Reading | null;
  /** Why nothing is current, in words. */
  words: string;
}

/**
 * Where the client is seen when the call is held in another tool: no picture comes here, and a
 * figure stands for it, moved by the face's box.
 */
export function Stage({ reading, words }: StageProps) {
  const found = reading?.status === "reading" && reading.box ? reading : null;
  const box = reading?.box ?? null;
  const message = reading && !found ? noReadingWords(reading.status, reading.reason) : words;
  return (
    <>
      <div class={`stage ${found ? "" : "unseen"}`}>
        <Silhouette box={box} />
        {found?.box ? (
          <FaceBox box={found.box} label={found.label} probabilities={found.probabilities} />
        ) : null}
        {found ? null : (
          <p class="stage-words">
            <span>{message}</span>
          </p>
        )}
      </div>
      <p class="stage-note">{t("A drawn figure: no picture is sent to you.")}</p>
    </>
  );
}
