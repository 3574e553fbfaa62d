/** Line icons on a 20 px grid; always beside words, so hidden from screen readers. */
const PATHS = {
  alert:
    "M10 6.5v4.5M10 13.8v.1M8.7 3.4 2 15a1.5 1.5 0 0 0 1.3 2.2h13.4A1.5 1.5 0 0 0 18 15L11.3 3.4a1.5 1.5 0 0 0-2.6 0Z",
  bin: "M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.7 11h8.6l.7-11M8.5 9v4.5M11.5 9v4.5",
  camera:
    "M2.5 6.5a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-6a2 2 0 0 1-2-2zM12.5 9l5-2.8v7.6L12.5 11",
  cameraOff:
    "M3 3l14 14M8 4.5h2.5a2 2 0 0 1 2 2V9l5-2.8v7.6l-2-1.1M12.3 14.5a2 2 0 0 1-1.8 1h-6a2 2 0 0 1-2-2v-7c0-.7.3-1.2.8-1.6",
  chat: "M3.5 4.5h13v9h-7l-3.5 3v-3H3.5zM7 8h6M7 10.5h4",
  check: "M4 10.5 8 14.5 16 6",
  close: "M5 5l10 10M15 5 5 15",
  copy: "M7.5 7.5v-3a1.5 1.5 0 0 1 1.5-1.5h6.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5h-3M4.5 7.5h6.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H4.5A1.5 1.5 0 0 1 3 15.5V9a1.5 1.5 0 0 1 1.5-1.5Z",
  download: "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13",
  eye: "M1.8 10S4.8 4.5 10 4.5 18.2 10 18.2 10 15.2 15.5 10 15.5 1.8 10 1.8 10ZM10 12.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z",
  flag: "M4.5 17.5V3.5M4.5 4.2c4-2 6.5 2 10.5 0v7.6c-4 2-6.5-2-10.5 0",
  fullScreen: "M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4",
  hangUp:
    "M2.6 12.2c-.4-1 0-2 .7-2.7 3.8-3.4 9.6-3.4 13.4 0 .7.7 1.1 1.7.7 2.7l-.3.8c-.2.6-.9.9-1.5.7l-2.3-.8a1.2 1.2 0 0 1-.8-1.2v-1.6a9.3 9.3 0 0 0-5 0v1.6c0 .6-.3 1-.8 1.2l-2.3.8c-.6.2-1.3-.1-1.5-.7z",
  info: "M10 9v5M10 6.2v.1M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z",
  microphone:
    "M10 12.5a2.8 2.8 0 0 0 2.8-2.8V5.3a2.8 2.8 0 1 0-5.6 0v4.4a2.8 2.8 0 0 0 2.8 2.8ZM4.7 9.5a5.3 5.3 0 0 0 10.6 0M10 14.8v2.7",
  microphoneOff:
    "M3 3l14 14M12.8 9.2V5.3a2.8 2.8 0 0 0-5.5-.8M7.2 7.3v2.4a2.8 2.8 0 0 0 4.4 2.3M4.7 9.5a5.3 5.3 0 0 0 8.3 4.4M15.3 9.5c0 .9-.2 1.700-.6 2.400M10 14.8v2.700",
  pause: "M7 4.5v11M13 4.5v11",
  pen: "M4 16l.8-3.6L13.3 3.9a1.5 1.5 0 0 1 2.1 0l.7.7a1.5 1.5 0 0 1 0 2.1L7.6 15.2zM12 5.2l2.8 2.8",
  play: "M6 4.2v11.6L15.5 10z",
  plus: "M10 4v12M4 10h12",
  back: "M12 4.5 6.5 10l5.5 5.5",
  clock: "M10 5.5V10l3 2M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z",
  person:
    "M10 9.5a3.2 3.2 0 1 0 0-6.5 3.2 3.2 0 0 0 0 6.5ZM3.5 17c.6-3 3.2-4.8 6.5-4.8s5.9 1.8 6.5 4.8",
  screen:
    "M3 4h14v9.500H3zM10 16.500v-3M6.500 16.500h7M10 11V6.800M7.800 8.800 10 6.600l2.200 2.200",
  settings: "M3 6h7M14 6h3M12 4v4M3 14h3M10 14h7M8 12v4",
  stop: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM7.5 7.5h5v5h-5z",
} as const;

export type IconName = keyof typeof PATHS;
export const ICONS = Object.keys(PATHS) as IconName[];

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The product's mark: a line that rises and falls, on a round field. */
export function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" focusable="false">
      <rect width="26" height="26" rx="8" fill="var(--accent)" />
      <path
        d="M5 15.5c2 0 2.5-6 4.8-6s2.4 7.5 4.9 7.5 2.3-9 6.3-9"
        fill="none"
        stroke="var(--accent-ink)"
        stroke-width="2.2"
        stroke-linecap="round"
      />
    </svg>
  );
}
