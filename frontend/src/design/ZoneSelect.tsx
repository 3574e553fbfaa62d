import { useId, useMemo } from "preact/hooks";

import { zoneLabel, zoneNames } from "../words/zoned";

interface ZoneSelectProps {
  label: string;
  value: string;
  /** Words for "none chosen", where that is an answer. */
  none?: string;
}

/** A field of a form, named `time_zone`. */
export function ZoneSelect({ label, value, none }: ZoneSelectProps) {
  const id = useId();
  const zones = useMemo(() => [...new Set([...zoneNames(), ...(value ? [value] : [])])], [value]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name="time_zone" class="input">
        {none ? <option value="">{none}</option> : null}
        {zones.map((zone) => (
          <option key={zone} value={zone} selected={zone === value}>
            {zoneLabel(zone)}
          </option>
        ))}
      </select>
    </div>
  );
}
