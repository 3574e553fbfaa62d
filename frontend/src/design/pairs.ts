/** Which tokens words are written in, and on which they stand. */
export const TEXT_ON: Readonly<Record<string, readonly string[]>> = {
  ink: ["paper", "card", "sunken", "accent-wash", "warm-wash", "danger-wash"],
  "ink-2": ["paper", "card", "sunken", "accent-wash", "warm-wash", "danger-wash"],
  accent: ["paper", "card", "sunken", "accent-wash"],
  "accent-ink": ["accent", "accent-strong"],
  danger: ["paper", "card", "danger-wash"],
  warm: ["card", "warm-wash"],
};
