import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Link } from "wouter-preact";

import { LanguageSwitch } from "../accounts/LanguageSwitch";
import { SignedIn } from "../accounts/SignedIn";
import { MonthsComing } from "../demo/MonthsComing";
import { t } from "../i18n";
import { Mark } from "./Icon";
import { Rooms } from "./Rooms";

interface PageProps {
  /** The document's title. */
  title: string;
  /** Widest wide for the room, narrow for one-column pages. */
  shape?: "wide" | "normal" | "narrow";
  /** What stands in the bar between the mark and the person. */
  bar?: ComponentChildren;
  /** Pages of a client: no way into the counsellor's part. */
  forClient?: boolean;
  children: ComponentChildren;
}

let firstPage = true;

/** Every page: the bar above, one <main> below, and the focus at its start after navigation. */
export function Page({ title, shape = "normal", bar, forClient = false, children }: PageProps) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Consult`;
  }, [title]);
  useEffect(() => {
    if (!firstPage) {
      // By itself the focus brings the content to the top, and takes the bar out of view: the
      // room's says what is going on, and holds the ways to pause and to end it.
      document.documentElement.scrollTop = 0;
      main.current?.focus({ preventScroll: true });
    }
    firstPage = false;
  }, []);
  return (
    <>
      <a class="skip" href="#main">
        {t("Skip to the content")}
      </a>
      <header class="bar">
        {forClient ? (
          <span class="brand">
            <Mark />
            Consult
          </span>
        ) : (
          <Link class="brand" href="/" aria-label={t("Consult, to the agenda")}>
            <Mark />
            <span>Consult</span>
          </Link>
        )}
        {forClient ? null : <Rooms />}
        <div class="row grow bar-middle">{bar}</div>
        <LanguageSwitch />
        {forClient ? null : <SignedIn />}
      </header>
      {forClient ? null : <MonthsComing />}
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        class={shape === "wide" ? "room-page" : `page ${shape}`}
      >
        {children}
      </main>
    </>
  );
}
