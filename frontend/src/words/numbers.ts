import { language } from "../i18n";

/** 0.463 -> "46 %", with the narrow space both languages use here. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}

/** -0.24 -> "−0.24": two digits or so many, always signed, with a real minus. */
export function signed(value: number, digits = 2): string {
  const words = new Intl.NumberFormat(language(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "exceptZero",
  }).format(value);
  return words.replace("-", "−");
}

/** -0.5 -> "−0.5", 1 -> "+1": signed for an axis, with no more digits than it takes. */
export function signedShort(value: number): string {
  const digits = new Intl.NumberFormat(language(), {
    maximumFractionDigits: 2,
    signDisplay: "exceptZero",
  }).format(value);
  return digits.replace("-", "−");
}

export function decimal(value: number, digits = 1): string {
  return new Intl.NumberFormat(language(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** How many characters a text has, as the server counts and stores it: an emoji is one. */
export function charactersIn(text: string): number {
  return Array.from(text.trim()).length;
}

export function whole(value: number): string {
  return new Intl.NumberFormat(language()).format(Math.round(value));
}
