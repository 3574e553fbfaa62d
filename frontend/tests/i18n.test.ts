import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { setCatalog, t, tn } from "../src/i18n";

const SOURCE = join(import.meta.dirname, "../src");
const PO = join(import.meta.dirname, "../../consult/locale/uk/LC_MESSAGES/djangojs.po");
const TEXT = String.raw`"((?:[^"\\]|\\.)*)"`;

function sources(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join(SOURCE, path), "utf8"));
}

function spokenTexts(): { single: Set<string>; counting: Set<string> } {
  const single = new Set<string>();
  const counting = new Set<string>();
  const unquote = (text = "") => JSON.parse(`"${text}"`) as string;
  for (const source of sources()) {
    for (const [, text] of source.matchAll(new RegExp(String.raw`\bt\(\s*${TEXT}`, "g"))) {
      single.add(unquote(text));
    }
    for (const [, text] of source.matchAll(new RegExp(String.raw`\btn\(\s*${TEXT}`, "g"))) {
      counting.add(unquote(text));
    }
  }
  return { single, counting };
}

/** Message id -> its translations, from a po file without contexts or wrapped lines. */
function translations(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const entry of readFileSync(PO, "utf8").split("\n\n").slice(1)) {
    const id = /^msgid (".*")$/m.exec(entry)?.[1];
    const texts = [...entry.matchAll(/^msgstr(?:\[\d\])? (".*")$/gm)];
    if (id) {
      found.set(
        JSON.parse(id) as string,
        texts.map(([, text = '""']) => JSON.parse(text) as string),
      );
    }
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/%\(\w+\)s/g)].map(String).sort();

describe("the Ukrainian catalog", () => {
  const spoken = spokenTexts();
  const known = translations();

  it("has words for every text of the pages", () => {
    const missing = [...spoken.single].filter((text) => !known.get(text)?.[0]);
    expect(missing).toEqual([]);
  });

  it("has three forms for everything that counts", () => {
    const missing = [...spoken.counting].filter((text) => {
      const forms = known.get(text) ?? [];
      return forms.length !== 3 || !forms.every((form) => form.includes("%s"));
    });
    expect(missing).toEqual([]);
  });

  it("holds no text that the pages no longer speak", () => {
    const old = [...known.keys()].filter(
      (text) => !spoken.single.has(text) && !spoken.counting.has(text),
    );
    expect(old).toEqual([]);
  });

  it("keeps the placeholders", () => {
    for (const text of spoken.single) {
      expect(placeholders(known.get(text)?.[0] ?? "")).toEqual(placeholders(text));
    }
  });
});

describe("speaking", () => {
  beforeEach(() => {
    document.documentElement.lang = "uk";
    setCatalog({
      "%s reading": ["%s вимір", "%s виміри", "%s вимірів"],
      "Try again": "Спробувати ще раз",
      "%(day)s at %(time)s": "%(day)s о %(time)s",
      Cancel: "",
    });
  });
  afterEach(() => {
    document.documentElement.lang = "en";
    setCatalog({});
  });

  it.each([
    [1, "1 вимір"],
    [3, "3 виміри"],
    [11, "11 вимірів"],
    [21, "21 вимір"],
    [114, "114 вимірів"],
  ])("counts %i in Ukrainian", (count, words) => {
    expect(tn("%s reading", "%s readings", count)).toBe(words);
  });

  it("fills places by their names", () => {
    expect(t("%(day)s at %(time)s", { day: "Сьогодні", time: "10:00" })).toBe("Сьогодні о 10:00");
  });

  it("speaks English where there is no translation", () => {
    expect(t("Cancel")).toBe("Cancel");
    expect(tn("%s gap", "%s gaps", 2)).toBe("2 gaps");
  });
});

describe("the words of the pages", () => {
  it("never claim to detect a feeling", () => {
    const { single, counting } = spokenTexts();
    for (const text of [...single, ...counting]) {
      expect(text).not.toMatch(/emotion|feels\b|is (happy|sad|angry|afraid)/i);
    }
  });
});
