import type { Participation } from "../api/types";
import { Icon } from "../design/Icon";
import { t, tn } from "../i18n";

/** The end: what is held, and for how long. */
export function Over({ part }: { part: Participation }) {
  const cancelled = part.consultation.state === "cancelled";
  return (
    <div class="centred over">
      <span class="over-mark" aria-hidden="true">
        <Icon name="check" size={28} />
      </span>
      <h1>{cancelled ? t("The consultation was cancelled") : t("The consultation is over")}</h1>
      <p class="quiet">
        {cancelled
          ? t("Your counsellor, %(name)s, cancelled it.", { name: part.counsellor.name })
          : t("Thank you for coming. Your camera is off, and you can close this page.")}
      </p>
      <section class="card held" aria-labelledby="held-title">
        <h2 id="held-title">{t("What is held about you")}</h2>
        {part.readings > 0 ? (
          <p>
            {tn(
              "%s reading: a label with its time.",
              "%s readings: labels with their times.",
              part.readings,
            )}{" "}
            {tn(
              "It is deleted after %s day.",
              "They are deleted after %s days.",
              part.retention_days,
            )}
          </p>
        ) : (
          <p>{t("No labels are held.")}</p>
        )}
        <p>{t("No picture was kept.")}</p>
        <p class="tiny">
          {t("To have it erased earlier, ask %(practice)s.", { practice: part.practice.name })}
        </p>
      </section>
    </div>
  );
}
