import { ownCamera } from "../camera/ownCamera";
import { labelWords } from "../camera/FaceBox";
import { expressionColour } from "../expressions";
import { t } from "../i18n";
import { noReadingWords } from "../words/answers";
import type { OwnPart } from "./ownPart";

/** The client's own label: what the counsellor sees at this moment. */
export function OwnLabel({ part }: { part: OwnPart }) {
  const { answer, pausedBy, line, hangs } = part.socket;
  const said = answer.value;
  const noPicture = ownCamera.state.value.name !== "live" || hangs.value;
  const stopped = pausedBy.value.length > 0 || part.held.value || noPicture;
  const silent = stopped || line.state.value.name !== "open" || !said;
  return (
    <section class="card own-label" aria-labelledby="own-label-title">
      <h2 id="own-label-title" class="tiny">
        {t("Apparent expression, as your counsellor sees it")}
      </h2>
      {silent ? (
        <p class="label-line quiet">—</p>
      ) : said.status === "reading" ? (
        <p class="label-line">
          <span class="dot" style={{ background: expressionColour(said.label ?? "") }} />
          {labelWords(said.label, said.probabilities)}
        </p>
      ) : (
        <p class="label-line quiet">{noReadingWords(said.status, said.reason)}</p>
      )}
    </section>
  );
}
