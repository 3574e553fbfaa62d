import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

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
  const take = async (event: MouseEvent) => {
    // In a tab of its own it is the browser's matter.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    problem.value = "";
    try {
      await download(href);
    } catch (error) {
      const said = error instanceof Refusal ? error.detail : "";
      problem.value = said || t("That did not work. Check your connection and try again.");
    }
  };
  return (
    <>
      <a class={className} href={href} download onClick={(event) => void take(event)}>
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
