/**
 * Words in the reader's language. The message ids are the English texts; the catalog is Django's
 * own JSON catalog, loaded once before the first render. Without it every page speaks English.
 */

export type Language = "en" | "uk";

/** What people call the languages themselves. */
export const LANGUAGES: readonly { code: Language; short: string; name: string }[] = [
  { code: "en", short: "EN", name: "English" },
  { code: "uk", short: "УК", name: "Українська" },
];

interface CatalogFile {
  catalog: Record<string, string | string[]>;
}

type Parameters = Record<string, string | number>;

const CATEGORY_ORDER = ["zero", "one", "two", "few", "many", "other"] as const;

let catalog: CatalogFile["catalog"] = {};

export function language(): Language {
  return document.documentElement.lang.startsWith("uk") ? "uk" : "en";
}

/** Load the catalog. Never throws: a page in English is better than no page. */
export async function loadCatalog(): Promise<void> {
  try {
    const response = await fetch("/i18n/catalog/", { credentials: "same-origin" });
    if (!response.ok) return;
    setCatalog(((await response.json()) as CatalogFile).catalog);
  } catch {
    // Offline or not served: the English texts stand in the source.
  }
}

export function setCatalog(words: CatalogFile["catalog"]): void {
  catalog = words;
}

function fill(text: string, parameters: Parameters): string {
  return text.replace(/%\((\w+)\)s/g, (_, name: string) => String(parameters[name] ?? ""));
}

/** Translate one text; `%(name)s` takes the value of `name`. */
export function t(text: string, parameters: Parameters = {}): string {
  const found = catalog[text];
  const words = Array.isArray(found) ? found[0] : found;
  return fill(words || text, parameters);
}

/** Translate a text that counts; `%s` takes the count. */
export function tn(singular: string, plural: string, count: number): string {
  const forms = catalog[singular];
  const number = new Intl.NumberFormat(language()).format(count);
  const form = Array.isArray(forms) ? forms[pluralIndex(count)] || forms.at(-1) : undefined;
  return (form || (count === 1 ? singular : plural)).replace("%s", number);
}

/**
 * Which plural form a count takes. The catalog's own rule is program text that the content
 * security policy forbids to run; CLDR's categories stand in the same order.
 */
function pluralIndex(count: number): number {
  const rules = new Intl.PluralRules(language());
  const known = CATEGORY_ORDER.filter((name) =>
    rules.resolvedOptions().pluralCategories.includes(name),
  );
  return known.indexOf(rules.select(count));
}
