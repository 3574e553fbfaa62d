/**
 * `off`: not in it. `alone`: the other side is not there; `left`: it was, and went on purpose;
 * `gone`: it was, and is not heard of any more. `joining`: both are, no way between them yet.
 * `broken`: there was one. `ended`: this page is out, the line says why.
 */
export type CallState =
  "off" | "connecting" | "alone" | "left" | "gone" | "joining" | "connected" | "broken" | "ended";
