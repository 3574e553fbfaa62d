import "./rating.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

import type { Rating, RatingForm } from "../api/types";
import { Notice } from "../design/Notice";
import { TextField } from "../design/TextField";
import { t } from "../i18n";
import { longDate } from "../words/times";
import { FourScales, type Marks, NO_MARKS, sumOf } from "./FourScales";
import { OneQuestion } from "./OneQuestion";
import type { OwnRating } from "./ownRating";
import { saidWords } from "./words";

const LONGEST_COMMENT = 2000;

/** A few questions after a consultation. Nobody has to answer, and nothing hangs on it. */
export function RatingCard({ own }: { own: OwnRating }) {
  const form = own.form.value;
  const title = useRef<HTMLHeadingElement>(null);
  const answered = useSignal(false);
  // What was just sent gives way to thanks: the focus goes there, too.
  useEffect(() => {
    if (answered.value) title.current?.focus();
  }, [answered.value]);
  if (!form) return null;
  if (!form.open && !form.rating) return null;
  const after = () => (answered.value = true);
  return (
    <section class="card roomy rating-card" aria-labelledby="rating-title">
      <h2 id="rating-title" ref={title} tabIndex={-1}>
        {own.asking.value ? t("How was it for you?") : t("Thank you for your answer")}
      </h2>
      {own.asking.value ? (
        <Asking own={own} form={form} onAnswered={after} />
      ) : (
        <Answered own={own} form={form} onChange={() => (answered.value = false)} />
      )}
    </section>
  );
}

interface AskingProps {
  own: OwnRating;
  form: RatingForm;
  onAnswered: () => void;
}

function Asking({ own, form, onAnswered }: AskingProps) {
  const csat = useSignal(form.rating?.csat ?? null);
  const marks = useSignal<Marks>(form.rating ? marksOf(form.rating) : NO_MARKS);
  const comment = useSignal(form.rating?.comment ?? "");
  const four = form.scale === "srs";
  const ready = four ? sumOf(marks.value) !== null : csat.value !== null;
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const values = four ? marks.value : { csat: csat.value };
    if (await own.give({ ...values, comment: comment.value })) onAnswered();
  };
  return (
    <form class="stack rating-form" onSubmit={(event) => void send(event)}>
      <p class="quiet">
        {t(
          "You need not answer. Your counsellor and the practice’s administrator read what you say.",
        )}
      </p>
      {four ? (
        <FourScales
          marks={marks.value}
          errors={own.fields.value}
          onMark={(scale, mark) => (marks.value = { ...marks.value, [scale]: mark })}
        />
      ) : (
        <OneQuestion
          chosen={csat.value}
          error={own.fields.value.csat}
          onChoose={(chosen) => (csat.value = chosen)}
        />
      )}
      <div class="field">
        <label for="rating-comment">{t("Would you like to add something? (optional)")}</label>
        <TextField
          id="rating-comment"
          rows={3}
          most={LONGEST_COMMENT}
          value={comment.value}
          onText={(text) => (comment.value = text)}
        />
        {own.fields.value.comment ? (
          <span class="error" role="alert">
            {own.fields.value.comment}
          </span>
        ) : null}
      </div>
      {own.problem.value ? <Notice tone="bad">{own.problem.value}</Notice> : null}
      <div class="row">
        <button class={`button ${ready ? "primary" : ""}`} disabled={own.busy.value}>
          {t("Send")}
        </button>
        {form.rating ? (
          <button type="button" class="button" onClick={() => (own.changing.value = false)}>
            {t("Leave it as it was")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

interface AnsweredProps {
  own: OwnRating;
  form: RatingForm;
  onChange: () => void;
}

function Answered({ own, form, onChange }: AnsweredProps) {
  if (!form.rating) return null;
  const change = () => {
    onChange();
    own.changing.value = true;
  };
  return (
    <div class="stack">
      <p>{t("You said: %(said)s.", { said: saidWords(form.rating) })}</p>
      {form.rating.comment ? (
        <blockquote class="own-comment">{form.rating.comment}</blockquote>
      ) : null}
      {own.problem.value ? <Notice tone="bad">{own.problem.value}</Notice> : null}
      {form.open && form.until ? (
        <>
          <p class="tiny">{t("You can change it until %(day)s.", { day: longDate(form.until) })}</p>
          <div>
            <button type="button" class="button" onClick={change}>
              {t("Change it")}
            </button>
          </div>
        </>
      ) : null}
    </div>
  );
}

function marksOf({ relationship, goals, approach, overall }: Rating): Marks {
  return { relationship, goals, approach, overall };
}
