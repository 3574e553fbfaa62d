import { useEffect, useRef, useState } from "preact/hooks";

import { t } from "../i18n";
import { Icon } from "./Icon";

type Copied = "no" | "yes" | "by hand";

/** Copy to the clipboard, and say so for two seconds; where it is forbidden, offer the text. */
function useCopied(text: string): [Copied, () => Promise<void>] {
  const [copied, setCopied] = useState<Copied>("no");
  useEffect(() => {
    if (copied !== "yes") return;
    const timer = setTimeout(() => setCopied("no"), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied("yes");
    } catch {
      setCopied("by hand");
    }
  };
  return [copied, copy];
}

interface CopyProps {
  url: string;
  label?: string;
}

/** The link in a field beside its copy button. */
export function CopyField({ url, label }: CopyProps) {
  const [copied, copy] = useCopied(url);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (copied === "by hand") field.current?.select();
  }, [copied]);
  return (
    <div class="stack">
      <div class="link-field">
        <input
          ref={field}
          class="input"
          readOnly
          value={url}
          aria-label={label ?? t("Invite link")}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button" onClick={() => void copy()}>
          <Icon name={copied === "yes" ? "check" : "copy"} size={16} />
          {copied === "yes" ? t("Copied") : t("Copy")}
        </button>
      </div>
      {/* The button says it to the eyes; its words are not read again by themselves. */}
      <span class="visually-hidden" role="status">
        {copied === "yes" ? t("Copied") : ""}
      </span>
      <span class="tiny link-status" role="status">
        {copied === "by hand" ? t("Press Ctrl+C to copy the selected link.") : ""}
      </span>
    </div>
  );
}
