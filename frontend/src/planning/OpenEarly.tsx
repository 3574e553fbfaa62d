import type { Consultation } from "../api/types";
import { serverClock } from "../clock";
import { Confirm } from "../design/Confirm";
import { t } from "../i18n";
import { clock, dayWithin } from "../words/times";

/** A consultation this near, in ms, is what the agenda is opened for. */
const NEAR = 3_600_000;

function ahead({ scheduled_at: at }: Consultation): number {
  return Date.parse(at) - serverClock.now();
}

export function isNear(consultation: Consultation): boolean {
  return Math.abs(ahead(consultation)) < NEAR;
}

/** Opening it now is rather a slip than the wish: it cannot be closed again and held later. */
export function isEarly(consultation: Consultation): boolean {
  return ahead(consultation) > NEAR;
}

interface OpenEarlyProps {
  consultation: Consultation;
  onOpen: () => void;
  onClose: () => void;
}

/** The question before an appointment of another time is opened. */
export function OpenEarly({ consultation, onOpen, onClose }: OpenEarlyProps) {
  const { scheduled_at: when } = consultation;
  return (
    <Confirm
      title={t("Open it now?")}
      yes={t("Open now")}
      no={t("Keep the appointment")}
      onYes={onOpen}
      onNo={onClose}
    >
      {t(
        "It is planned for %(day)s at %(time)s. Once it is open it can only be ended: for that time you would plan another one.",
        { day: dayWithin(when), time: clock(when) },
      )}
    </Confirm>
  );
}
