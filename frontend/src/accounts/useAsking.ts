import { type Signal, useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";

import { Refusal } from "../api/refusal";
import { refusalWords } from "./refusalWords";

export interface Asking {
  busy: Signal<boolean>;
  /** What was refused, in words; empty where the fields say it. */
  problem: Signal<string>;
  /** What was refused of each field. */
  fields: Signal<Record<string, string>>;
  /** Do it and tell whether it was done; never throws. The same function at every drawing. */
  ask: (action: () => Promise<void>) => Promise<boolean>;
}

/** A form's talk with the server. */
export function useAsking(): Asking {
  const busy = useSignal(false);
  const problem = useSignal("");
  const fields = useSignal<Record<string, string>>({});
  const ask = useCallback(
    async (action: () => Promise<void>): Promise<boolean> => {
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
    },
    [busy, problem, fields],
  );
  return { busy, problem, fields, ask };
}

/** Somebody closed the browser's own question about a passkey, or the one for their password. */
export class ChangedMind extends Error {}

function isChangeOfMind(error: unknown): boolean {
  if (error instanceof ChangedMind) return true;
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}
