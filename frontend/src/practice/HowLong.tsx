import { Card } from "../accounts/Card";
import type { Policy } from "../api/types";
import { t } from "../i18n";

interface HowLongProps {
  wanted: Policy;
  want: (changes: Partial<Policy>) => void;
  errors: Record<string, string>;
}

/** For how many days labels, and for how many whole files are kept. */
export function HowLong({ wanted, want, errors }: HowLongProps) {
  return (
    <Card title={t("How long")}>
      <Days
        id="retention-days"
        label={t("Days for which labels and chats are kept")}
        note={t(
          "Fewer days hold at once. More days hold where clients say yes to them from now on: nobody’s labels are kept longer than the text they agreed to.",
        )}
        error={errors.retention_days}
        least={1}
        most={3650}
        required
        days={wanted.retention_days}
        onDays={(days) => want({ retention_days: days ?? NaN })}
      />
      <Days
        id="file-days"
        label={t("Days for which a client’s file is kept")}
        note={t(
          "Counted from the last appointment. Then the whole file is erased: name, notes, markers, ratings and figures. Empty: files are kept until somebody erases them.",
        )}
        error={errors.file_days}
        least={30}
        most={10957}
        days={wanted.file_days ?? null}
        onDays={(days) => want({ file_days: days })}
      />
    </Card>
  );
}

interface DaysProps {
  id: string;
  label: string;
  note: string;
  error: string | undefined;
  least: number;
  most: number;
  required?: boolean;
  days: number | null;
  onDays: (days: number | null) => void;
}

function Days({ id, label, note, error, least, most, required, days, onDays }: DaysProps) {
  return (
    <div class="field days">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        required={required}
        value={days ?? ""}
        aria-describedby={`${id}-note`}
        aria-invalid={Boolean(error)}
        onInput={({ currentTarget: { value, valueAsNumber } }) =>
          onDays(value === "" ? null : valueAsNumber)
        }
      />
      <span id={`${id}-note`} class={error ? "error" : "tiny"}>
        {error ?? note}
      </span>
    </div>
  );
}
