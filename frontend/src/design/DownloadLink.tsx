import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { download } from "../api/download";
import { Refusal } from "../api/refusal";
import { t } from "../i18n";

interface DownloadLinkProps {
  href: string;
  class: string;
  children: ComponentChildren;
}

/** A link to a file. Where the server refuses it, the page says why: a browser would not. */
export function DownloadLink({ href, class: className, children }: DownloadLinkProps) {
  const problem = useSignal("");
  const busy = useSignal(false);
  useEffect(() => void (problem.value = ""), [href, problem]);
  const take = async (event: MouseEvent) => {
    // In a tab of its own it is the browser's matter.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // A file takes a second or two to make: an impatient press makes it no second time.
    if (busy.value) return;
    busy.value = true;
    problem.value = "";
    try {
      await download(href);
    } catch (error) {
      const said = error instanceof Refusal ? error.detail : "";
      problem.value = said || t("That did not work. Check your connection and try again.");
    } finally {
      busy.value = false;
    }
  };
  return (
    <>
      <a
        class={className}
        href={href}
        download
        aria-busy={busy.value}
        onClick={(event) => void take(event)}
      >
        {children}
      </a>
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {problem.value}
        </p>
      ) : null}
    </>
  );
}
