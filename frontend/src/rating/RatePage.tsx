import "../call/call.css";

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { openRatingLink } from "../api/ratings";
import { Refusal } from "../api/refusal";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { t } from "../i18n";
import { longDate } from "../words/times";
import { OwnRating } from "./ownRating";
import { RatingCard } from "./RatingCard";

/** Where a reminder leads: the rating alone, in whatever browser the mail is read. */
export default function RatePage() {
  const own = useSignal<OwnRating | null>(null);
  const trouble = useSignal<"unknown" | "failed" | null>(null);
  const open = async () => {
    trouble.value = null;
    try {
      const rating = new OwnRating(await openRatingLink(location.hash.slice(1)));
      await rating.load();
      own.value = rating;
    } catch (error) {
      const unknown = error instanceof Refusal && [400, 404].includes(error.status);
      trouble.value = unknown ? "unknown" : "failed";
    }
  };
  useEffect(() => {
    void open();
  }, []); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Page title={t("Your consultation")} forClient>
      {trouble.value === "unknown" ? (
        <Trouble title={t("This link is unknown")}>
          {t("Open the link in the mail once more, or copy the whole of it.")}
        </Trouble>
      ) : trouble.value === "failed" || own.value?.failed.value ? (
        <Trouble onRetry={() => void open()} />
      ) : own.value ? (
        <Rated own={own.value} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </Page>
  );
}

function Rated({ own }: { own: OwnRating }) {
  const form = own.form.value;
  if (!form) return null;
  const shut = !form.open && !form.rating;
  return (
    <div class="centred over">
      <h1>{t("Consultation with %(name)s", { name: form.counsellor.name })}</h1>
      {form.ended_at ? <p class="quiet">{longDate(form.ended_at)}</p> : null}
      {shut ? (
        <p>{t("It can no longer be rated. Thank you for coming back all the same.")}</p>
      ) : (
        <RatingCard own={own} />
      )}
    </div>
  );
}
