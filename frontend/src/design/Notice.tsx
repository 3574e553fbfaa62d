import type { ComponentChildren } from "preact";

import { Icon, type IconName } from "./Icon";

export type Tone = "plain" | "calm" | "warm" | "bad";

const ICONS: Record<Tone, IconName> = { plain: "info", calm: "info", warm: "alert", bad: "alert" };

interface NoticeProps {
  tone?: Tone;
  icon?: IconName;
  title?: ComponentChildren;
  children?: ComponentChildren;
}

/** A few words that a person should not miss. It never moves and never makes a sound. */
export function Notice({ tone = "plain", icon, title, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={tone === "bad" ? "alert" : undefined}>
      <Icon name={icon ?? ICONS[tone]} size={20} />
      <div class="grow">
        {title ? <strong>{title}</strong> : null}
        {children ? <div>{children}</div> : null}
      </div>
    </div>
  );
}

/** Something is under way; said once to screen readers. */
export function Waiting({ children }: { children: ComponentChildren }) {
  return (
    <div class="centred" role="status">
      <span class="spinner" aria-hidden="true" />
      <p class="quiet">{children}</p>
    </div>
  );
}
