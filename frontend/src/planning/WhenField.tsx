import "./planning.css";

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { readOverlaps } from "../api/consultations";
import type { Consultation } from "../api/types";
import { Field } from "../design/Field";
import { formText } from "../design/formText";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { clock, day, localInput, zoneInUse } from "../words/times";
import { momentOf, type WallTime, zoneLabel } from "../words/zoned";

interface WhenFieldProps {
  label: string;
  initial: Date;
  /** Leave this consultation out when looking for overlaps: the one that is to be moved. */
  besides?: string;
  error?: string | undefined;
}

/** Long enough for somebody who types a date by its digits. */
const TYPING = 300;

/** When: a field of a form, named `scheduled_at`, that tells what else is planned then. */
export function WhenField({ label, initial, besides, error }: WhenFieldProps) {
  const wall = useSignal<WallTime>(localInput(initial));
  const overlaps = useOverlaps(wall.value, besides);
  return (
    <Field name="scheduled_at" label={label} error={error}>
      <input
        id="scheduled_at"
        name="scheduled_at"
        type="datetime-local"
        class="input"
        required
        value={wall.value}
        aria-invalid={Boolean(error)}
        aria-describedby="when-words when-overlaps"
        onInput={(event) => (wall.value = event.currentTarget.value)}
      />
      {/* The field itself shows the day by the browser's own habit, in whichever order. */}
      <p id="when-words" class="tiny when-words">
        {momentWords(wall.value)}
      </p>
      <p id="when-overlaps" class="tiny overlaps" role="status">
        {overlaps.length > 0 ? (
          <>
            <Icon name="alert" size={16} />
            <span>{overlapWords(overlaps)}</span>
          </>
        ) : null}
      </p>
    </Field>
  );
}

/** Says the zone: a counsellor who travels must not plan by the wrong clock. */
export function whenLabel(): string {
  const zone = zoneInUse();
  return zone ? t("Date and time, %(zone)s", { zone: zoneLabel(zone) }) : t("Date and time");
}

/** The moment that a form with this field means. */
export function whenIn(form: FormData): Date {
  return momentOf(formText(form, "scheduled_at"), zoneInUse());
}

/** "Tue 1 December at 10:00"; nothing while the field holds no time. */
function momentWords(wall: WallTime): string {
  const when = momentOf(wall, zoneInUse());
  if (Number.isNaN(when.getTime())) return "";
  return t("%(day)s at %(time)s", { day: day(when), time: clock(when) });
}

function overlapWords(overlaps: Consultation[]): string {
  const those = overlaps
    .map(({ scheduled_at: when, client_name: name }) => `${clock(when)} ${name}`.trim())
    .join(", ");
  return t("Overlaps with: %(those)s. You can plan it all the same.", { those });
}

function useOverlaps(wall: WallTime, besides: string | undefined): Consultation[] {
  const found = useSignal<Consultation[]>([]);
  useEffect(() => {
    let current = true;
    // What was said of another moment holds no more.
    found.value = [];
    const when = momentOf(wall, zoneInUse());
    if (Number.isNaN(when.getTime())) return;
    const timer = setTimeout(() => {
      readOverlaps(when, besides).then(
        (overlaps) => {
          if (current) found.value = overlaps;
        },
        // Without an answer there is no warning, and planning goes on.
        () => {
          if (current) found.value = [];
        },
      );
    }, TYPING);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wall, besides, found]);
  return found.value;
}
