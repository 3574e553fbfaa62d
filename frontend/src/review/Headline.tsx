import type { ComponentChildren } from "preact";
import { Link } from "wouter-preact";

import type { Satisfaction } from "../api/types";
import { t, tn } from "../i18n";
import { decimal, percent, whole } from "../words/numbers";
import { address, changed, type Filters } from "./filters";
import { fewerThan, meanRange, shareRange } from "./words";

interface HeadlineProps {
  found: Satisfaction;
  filters: Filters;
}

/** The figures that come first; each leads to the consultations behind it. */
export function Headline({ found, filters }: HeadlineProps) {
  const to = (changes: Filters) => address("/review/consultations", changed(filters, changes));
  const least = found.least_group;
  return (
    <div class="headline">
      {found.csat > 0 || found.srs === 0 ? (
        <Figure
          title={t("Satisfied clients")}
          value={found.score ? percent(found.score.value) : null}
          range={found.score ? shareRange(found.score) : fewerThan(least, found.csat)}
          href={to({ rating: "satisfied" })}
          link={
            found.score
              ? tn("%s gave 4 or 5", "%s gave 4 or 5", found.score.count)
              : t("Show 4 and 5")
          }
        >
          {t("4 and 5 of 5")}
        </Figure>
      ) : null}
      {found.srs > 0 ? (
        <>
          <Figure
            title={t("Four scales")}
            value={found.srs_mean ? decimal(found.srs_mean.value) : null}
            range={found.srs_mean ? meanRange(found.srs_mean) : fewerThan(least, found.srs)}
            href={to({ rating: "srs_fine" })}
            link={t("36 and more")}
          >
            {t("mean sum, of 40")}
          </Figure>
          <Figure
            title={t("Under 36")}
            value={found.srs_low ? percent(found.srs_low.value) : null}
            range={found.srs_low ? shareRange(found.srs_low) : fewerThan(least, found.srs)}
            href={to({ rating: "srs_low" })}
            link={
              found.srs_low
                ? tn("%s consultation", "%s consultations", found.srs_low.count)
                : t("Show those under 36")
            }
          >
            {t("of the sums; worth a talk")}
          </Figure>
        </>
      ) : null}
      <Figure
        title={t("Answered")}
        value={found.response ? percent(found.response.value) : null}
        range={found.response ? shareRange(found.response) : fewerThan(least, found.closed)}
        href={to({ rating: "none" })}
        link={t("%(count)s without an answer", {
          count: whole(found.asked - found.answered - found.open),
        })}
      >
        {answeredWords(found)}
      </Figure>
      <Figure
        title={t("Consultations")}
        value={whole(found.held)}
        range={t("took place in this time")}
        href={to({})}
        link={t("Show them")}
      >
        {tn("%s comment", "%s comments", found.commented)}
      </Figure>
    </div>
  );
}

/** Whose answers are counted: who can still answer is nobody who did not. */
export function answeredWords(found: Rated): string {
  const { response, asked, answered, closed, open } = found;
  const parts: string[] = [];
  if (response && closed < asked) {
    parts.push(
      t("%(answered)s of %(asked)s whose week to answer is over", {
        answered: whole(response.count),
        asked: whole(response.of),
      }),
    );
  }
  if (open > 0) parts.push(tn("%s can still answer", "%s can still answer", open));
  if (parts.length > 0) return parts.join("; ");
  return t("%(answered)s of %(asked)s who were asked", {
    answered: whole(answered),
    asked: whole(asked),
  });
}

type Rated = Pick<Satisfaction, "response" | "asked" | "answered" | "closed" | "open">;

interface FigureProps {
  title: string;
  value: string | null;
  /** The interval, or why there is no figure. */
  range: string;
  href: string;
  link: string;
  children: ComponentChildren;
}

function Figure({ title, value, range, href, link, children }: FigureProps) {
  return (
    <section class="card figure">
      <h2>{title}</h2>
      <div class="figure-body">
        {value === null ? null : <p class="figure-value">{value}</p>}
        <p class={value === null ? "quiet" : "tiny"}>{range}</p>
        <p class="tiny">{children}</p>
        <Link class="tiny" href={href}>
          {link}
        </Link>
      </div>
    </section>
  );
}
