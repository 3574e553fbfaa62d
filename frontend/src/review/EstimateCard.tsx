import type { Satisfaction, SelfReport } from "../api/types";
import { t } from "../i18n";
import { decimal, signed, whole } from "../words/numbers";
import { biasWords, lackingWords, meanRange, notEnoughWords } from "./words";

/** Estimate against self-report: whether the index goes with what clients say. */
export function EstimateCard({ found }: { found: Satisfaction }) {
  const { estimate } = found;
  return (
    <section class="card" aria-labelledby="estimate-title">
      <div class="card-head">
        <h2 id="estimate-title">{t("Estimate beside self-report")}</h2>
        <span class="tiny">{t("expression index, and what clients said")}</span>
      </div>
      {estimate ? (
        <Known estimate={estimate} least={found.least_group} />
      ) : (
        <p class="quiet">
          {t(
            "Not shown: the practice's policy keeps the index away from counsellors' names, and here no two counsellors have %(least)s measured consultations each.",
            { least: found.least_group },
          )}
        </p>
      )}
      <p class="tiny">
        {t(
          "Satisfaction is what clients say. The index is made of apparent expressions and never stands in its place.",
        )}
      </p>
    </section>
  );
}

function Known({ estimate, least }: { estimate: SelfReport; least: number }) {
  const { beside, needed, paired, answered, unanswered, difference } = estimate;
  return (
    <div class="estimate">
      {beside.length === 0 ? (
        <p class="quiet">
          {t("Not enough ratings yet: 0 of %(needed)s consultations have a rating and an index.", {
            needed,
          })}
        </p>
      ) : (
        beside.map((one) => <Beside key={one.scale} one={one} needed={needed} least={least} />)
      )}
      <div>
        <h3>{t("Those who did not answer")}</h3>
        {answered && unanswered && difference ? (
          <>
            <p>{biasWords(difference.low, difference.high)}</p>
            <p class="tiny">
              {t(
                "Index of those who answered %(answered)s (%(answeredRange)s), of those who did not %(unanswered)s (%(unansweredRange)s); difference %(difference)s (%(low)s to %(high)s).",
                {
                  answered: whole(answered.value),
                  answeredRange: meanRange(answered, 0),
                  unanswered: whole(unanswered.value),
                  unansweredRange: meanRange(unanswered, 0),
                  difference: signed(difference.value, 0),
                  low: signed(difference.low, 0),
                  high: signed(difference.high, 0),
                },
              )}
            </p>
          </>
        ) : (
          <p class="quiet">
            {paired < needed
              ? notEnoughWords(paired, needed)
              : t("Nothing is said of fewer than %(least)s on either side.", { least })}
          </p>
        )}
      </div>
    </div>
  );
}

interface BesideProps {
  one: SelfReport["beside"][number];
  needed: number;
  least: number;
}

function Beside({ one, needed, least }: BesideProps) {
  const scale = one.scale === "csat" ? t("Rating of 1 to 5") : t("Sum of the four scales");
  return (
    <div>
      <h3>{scale}</h3>
      {one.rho === null ? (
        <p class="quiet">{lackingWords(one, needed, least)}</p>
      ) : (
        <>
          <p>{agreementWords(one.low ?? 0, one.high ?? 0)}</p>
          <p class="tiny">
            {t(
              "Spearman's ρ %(rho)s (%(low)s to %(high)s), %(pairs)s consultations of %(clients)s clients.",
              {
                rho: signed(one.rho),
                low: signed(one.low ?? 0),
                high: signed(one.high ?? 0),
                pairs: one.pairs,
                clients: one.clients ?? 0,
              },
            )}{" "}
            {t(
              "Guessed from the index, a rating is off by %(error)s; guessed without it, by %(without)s.",
              {
                error: decimal(one.error ?? 0, 2),
                without: decimal(one.error_without ?? 0, 2),
              },
            )}
          </p>
        </>
      )}
    </div>
  );
}

function agreementWords(low: number, high: number): string {
  if (low > 0) return t("Where the index is higher, clients rate higher, as a tendency.");
  if (high < 0) return t("Where the index is higher, clients rate lower, as a tendency.");
  return t("The index tells nothing reliable of the ratings.");
}
