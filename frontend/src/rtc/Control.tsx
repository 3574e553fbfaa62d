import type { Ref } from "preact";

import { Icon, type IconName } from "../design/Icon";
import { tn } from "../i18n";

interface ControlProps {
  icon: IconName;
  words: string;
  onPress: () => void;
  /** The words name a device, and the control says whether it is on. */
  on?: boolean;
  /** The device is off. */
  off?: boolean;
  /** It is going on. */
  lit?: boolean;
  danger?: boolean;
  /** How many messages wait. */
  badge?: number;
  place?: Ref<HTMLButtonElement>;
}

/** One tile of the stage. */
export function Control(props: ControlProps) {
  const { icon, words, onPress, on, off, lit, danger, badge = 0, place = null } = props;
  const tone = off ? "off" : lit ? "lit" : danger ? "leave" : "";
  const state = on === undefined ? {} : ({ role: "switch", "aria-checked": on } as const);
  return (
    <button
      ref={place}
      type="button"
      class={`control ${tone}`}
      onClick={onPress}
      title={words}
      {...state}
    >
      <Icon name={icon} size={20} />
      <span class="control-words">{words}</span>
      {badge > 0 ? (
        <span class="badge">
          <span aria-hidden="true">{badge}</span>
          <span class="visually-hidden">{tn("%s new message", "%s new messages", badge)}</span>
        </span>
      ) : null}
    </button>
  );
}
