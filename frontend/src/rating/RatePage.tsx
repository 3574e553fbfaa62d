import "../call/call.css";

import { openRatingLink } from "../api/ratings";
import { Refusal } from "../api/refusal";
import { Waiting } from "../design/Notice";
import { Page } from "../design/Page";
import { Trouble } from "../design/Trouble";
import { useRead } from "../design/useRead";
import { t } from "../i18n";
import { longDate } from "../words/times";
import { OwnRating } from "./ownRating";
import { RatingCard } from "./RatingCard";

/** Where a reminder leads: the rating alone, in whatever browser the mail is read. */
export default function RatePage() {
  const { found: own, error, reload } = useRead(openRating);
  const unknown = error instanceof Refusal && [400, 404].includes(error.status);
  return (
    <Page title={t("Your consultation")} forClient>
      {unknown ? (
        <Trouble title={t("This link is unknown")}>
          {t("Open the link in the mail once more, or copy the whole of it.")}
        </Trouble>
      ) : error || own?.failed.value ? (
        <Trouble onRetry={() => void reload()} />
      ) : own ? (
        <Rated own={own} />
      ) : (
        <Waiting>{t("Loading…")}</Waiting>
      )}
    </Page>
  );
}

async function openRating(): Promise<OwnRating> {
  const rating = new OwnRating(await openRatingLink(location.hash.slice(1)));
  await rating.load();
  return rating;
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
