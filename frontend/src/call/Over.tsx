import { useEffect, useMemo } from "preact/hooks";

import type { Participation } from "../api/types";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { OwnRating } from "../rating/ownRating";
import { RatingCard } from "../rating/RatingCard";
import { MyData } from "./MyData";
import type { OwnPart } from "./ownPart";
import { SharedReportLink } from "./SharedReportLink";

/** So often, in ms, the rating's questions are asked for where they did not come. */
const ASK_AGAIN = 5000;

/** The end: how it was, what is held, for how long, and the way to take or erase it now. */
export function Over({ part, own }: { part: Participation; own: OwnPart }) {
  const rating = useMemo(() => new OwnRating(part.id), [part.id]);
  const cancelled = part.consultation.state === "cancelled";
  useEffect(() => {
    void rating.load();
    const timer = setInterval(() => {
      if (rating.failed.value) void rating.load();
    }, ASK_AGAIN);
    return () => clearInterval(timer);
  }, [rating]);
  return (
    <div class="centred over">
      <span class={`over-mark ${cancelled ? "cancelled" : ""}`} aria-hidden="true">
        <Icon name={cancelled ? "close" : "check"} size={28} />
      </span>
      <h1>{cancelled ? t("The consultation was cancelled") : t("The consultation is over")}</h1>
      <p class="quiet">
        {cancelled
          ? t("Your counsellor, %(name)s, cancelled it.", { name: part.counsellor.name })
          : t("Thank you for coming. Your camera is off, and you can close this page.")}
      </p>
      <SharedReportLink part={part} />
      <RatingCard own={rating} />
      <MyData part={part} own={own} rating={rating} />
    </div>
  );
}
