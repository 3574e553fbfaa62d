import { Refusal, refusalOf } from "./refusal";

/** Long enough for any browser to have begun. */
const KEPT = 60_000;

/** Take a file along under the name that the server gives it. Throws a Refusal. */
export async function download(address: string): Promise<void> {
  const answer = await fetch(address, { cache: "no-store" }).catch(() => {
    throw new Refusal(0, "unreachable", "");
  });
  if (!answer.ok) throw refusalOf(answer.status, await answer.json().catch(() => null));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = nameIn(answer.headers.get("Content-Disposition"));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}

function nameIn(disposition: string | null): string {
  return /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "";
}
