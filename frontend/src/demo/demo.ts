interface Demo {
  coming: boolean;
  made_up: boolean;
}

/** How far the demo is; null where it cannot be asked just now. */
export async function readDemo(): Promise<Demo | null> {
  try {
    const answer = await fetch("/api/v1/demo/", { credentials: "same-origin" });
    return answer.ok ? ((await answer.json()) as Demo) : null;
  } catch {
    return null;
  }
}
