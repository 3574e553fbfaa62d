import { useSignal } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";

export interface Read<Found> {
  /** The latest answer, null before the first. */
  found: Found | null;
  /** Why the latest question had none, null where it had. */
  error: unknown;
  /** Ask again; never throws. */
  reload: () => Promise<void>;
}

/**
 * Read something when a page opens, and anew when `key` changes; null reads nothing yet. An answer
 * that a later question overtook is dropped. What failed is told until there is an answer: words
 * that came and went with each try would be read aloud each time, and take the focus along.
 */
export function useRead<Found>(read: () => Promise<Found>, key: string | null = ""): Read<Found> {
  const found = useSignal<Found | null>(null);
  const error = useSignal<unknown>(null);
  const turn = useRef(0);
  const latest = useRef(read);
  latest.current = read;
  const reload = useCallback(async () => {
    turn.current += 1;
    const asked = turn.current;
    try {
      const answer = await latest.current();
      if (asked !== turn.current) return;
      found.value = answer;
      error.value = null;
    } catch (refusal) {
      if (asked === turn.current) error.value = refusal ?? new Error();
    }
  }, [found, error]);
  useEffect(() => {
    if (key !== null) void reload();
    return () => {
      turn.current += 1;
    };
  }, [key, reload]);
  return { found: found.value, error: error.value, reload };
}
