import { useSignal } from "@preact/signals";

import { Refusal } from "../api/refusal";
import { refusalWords } from "./refusalWords";

/** A form's talk with the server: busy, what was refused, and the fields it was refused for. */
export function useAsking() {
  const busy = useSignal(false);
  const problem = useSignal("");
  const fields = useSignal<Record<string, string>>({});
  const ask = async (action: () => Promise<void>): Promise<boolean> => {
    busy.value = true;
    problem.value = "";
    fields.value = {};
    try {
      await action();
      return true;
    } catch (refusal) {
      if (isChangeOfMind(refusal)) return false;
      if (refusal instanceof Refusal) fields.value = refusal.fields;
      if (Object.keys(fields.value).length === 0) problem.value = refusalWords(refusal);
      return false;
    } finally {
      busy.value = false;
    }
  };
  return { busy, problem, fields, ask };
}

/** Somebody closed the browser's own question about a passkey, or the one for their password. */
export class ChangedMind extends Error {}

function isChangeOfMind(error: unknown): boolean {
  if (error instanceof ChangedMind) return true;
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}
