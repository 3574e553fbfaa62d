import "../charts/charts.css";
import "../report/report.css";

import { readModels } from "../api/reports";
import { me } from "../api/session";
import type { ModelCard, ModelEvaluation } from "../api/types";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { decimal, percent, whole } from "../words/numbers";
import { ClassTable } from "./ClassTable";
import { FigureTable } from "./FigureTable";
import { calibrationWords, conditionName } from "./words";

/** The served model's card: for counsellors, and for clients who are asked to agree. */
export default function ModelPage() {
  const { found: cards, error, reload } = useRead(readModels);
  const served = cards?.find(({ serving }) => serving);
  return (
    <Page title={t("Model card")} forClient={!me.value} shape="normal">
      {error ? <Trouble onRetry={() => void reload()} /> : null}
      {cards || error ? null : <Waiting>{t("Loading…")}</Waiting>}
      {served ? <Card card={served} /> : null}
    </Page>
  );
}

function Card({ card }: { card: ModelCard }) {
  const { evaluation } = card;
  return (
    <article class="report">
      <div class="page-head">
        <div>
          <p class="quiet">{t("Model %(model)s", { model: card.version })}</p>
          <h1>{t("Model card")}</h1>
        </div>
      </div>
      <p class="lede">
        {t(
          "A neural network looks at a small grey picture of a face and gives seven probabilities, one for each visible expression. A probability means the share of people who would choose that label. It is not how strong an expression is, and not what a person may feel.",
        )}
      </p>
      <Purpose />
      {evaluation ? (
        <Figures card={card} evaluation={evaluation} />
      ) : (
        <section class="card">
          <h2>{t("How often it is right")}</h2>
          <p class="quiet">{t("Nobody has measured this model yet.")}</p>
        </section>
      )}
      <Limits />
    </article>
  );
}

function Purpose() {
  return (
    <div class="halves">
      <section class="card cannot">
        <h2>{t("What it is for, and what not")}</h2>
        <p>
          {t(
            "For showing which expression is apparent on the face of somebody who agreed to it, with its uncertainty beside it.",
          )}
        </p>
        <p>
          {t(
            "Not for saying what somebody may feel, think or intend. Not for diagnosis, hiring, grading, policing or finding lies, not for children, and never as a ground for a decision about a person.",
          )}
        </p>
      </section>
      <section class="card cannot">
        <h2>{t("Data")}</h2>
        <p>
          {t(
            "FER2013 (2013): pictures of faces found on the web by keyword, each labelled by few people; FER+ (2016): ten people's votes for each of them. On 28 of 100 pictures the majority disagrees with the first label: people do not agree on faces either.",
          )}
        </p>
        <p>{t("No picture of a client or counsellor is ever learned from.")}</p>
      </section>
    </div>
  );
}

interface FiguresProps {
  card: ModelCard;
  evaluation: ModelEvaluation;
}

function Figures({ card, evaluation }: FiguresProps) {
  return (
    <>
      <section class="card">
        <div class="card-head">
          <h2>{t("How often it is right")}</h2>
          <span class="tiny">
            {t("on %(pictures)s test pictures", {
              pictures: whole(evaluation.pictures),
            })}
          </span>
        </div>
        <p>{overallWords(evaluation)}</p>
        <ClassTable evaluation={evaluation} />
        <p class="tiny bars-note">
          {calibrationWords(evaluation)}{" "}
          {t("Below a probability of %(least)s the best label is not named: it is uncertain.", {
            least: decimal(card.uncertain_below, 2),
          })}
        </p>
      </section>
      <div class="halves tops">
        <FigureTable
          title={t("Worse pictures")}
          note={t("right as most people said, and by the data's labels")}
          rows={evaluation.conditions.map((one) => [
            conditionName(one.name),
            `${known(one.accuracy_votes)} · ${percent(one.accuracy)}`,
          ])}
        />
        <FigureTable
          title={t("Faces far from the camera")}
          note={t("read, and right once read")}
          rows={evaluation.distances.map((one) => [
            t("%(height)s px of 480", { height: one.face_px }),
            `${percent(one.read)} · ${known(one.accuracy)}`,
          ])}
        />
      </div>
    </>
  );
}

function overallWords(evaluation: ModelEvaluation): string {
  const labels = t("It gives the data's own label to %(share)s (95%: %(low)s to %(high)s).", {
    share: percent(evaluation.accuracy),
    low: percent(evaluation.accuracy_low),
    high: percent(evaluation.accuracy_high),
  });
  if (evaluation.accuracy_votes === null) return labels;
  const votes = t("It says what most of ten people said about %(share)s of the pictures.", {
    share: percent(evaluation.accuracy_votes),
  });
  return [votes, labels, ...unlearnedWords(evaluation)].join(" ");
}

function known(share: number | null): string {
  return share === null ? "–" : percent(share);
}

function unlearnedWords({ unlearned }: ModelEvaluation): string[] {
  if (unlearned === null || unlearned.accuracy_votes === null || !unlearned.left_out) return [];
  return [
    t(
      "%(count)s of these pictures lie among those it learned from, too; without them it is %(votes)s and %(labels)s.",
      {
        count: unlearned.left_out,
        votes: percent(unlearned.accuracy_votes),
        labels: percent(unlearned.accuracy),
      },
    ),
  ];
}

function Limits() {
  return (
    <section class="card cannot">
      <h2>{t("What was not measured")}</h2>
      <ul class="limits">
        <li>
          {t(
            "Whether it errs more often on some people than on others: the data says nothing of age, gender, skin, origin, glasses, beards or head coverings. Expect it to.",
          )}
        </li>
        <li>
          {t(
            "Faces of people with facial paralysis, after a stroke, with Parkinson's disease or autism, or under medication that stills the face.",
          )}
        </li>
        <li>
          {t(
            "Real consultations: the test pictures were found on the web, and many were posed. A talking mouth can look like surprise or a smile.",
          )}
        </li>
        <li>
          {t(
            "Whether what is visible has anything to do with what is felt. Research doubts it (Barrett et al. 2019).",
          )}
        </li>
      </ul>
    </section>
  );
}
