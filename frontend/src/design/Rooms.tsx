import { useEffect, useRef } from "preact/hooks";
import { Link, useLocation } from "wouter-preact";

import { me } from "../api/session";
import { t, tn } from "../i18n";
import { countWaiting, MOST, waiting } from "../review/waiting";

/** The ways between the pages of somebody who is signed in. */
export function Rooms() {
  const [path] = useLocation();
  const ways = useRef<HTMLElement>(null);
  const administrator = me.value?.role === "administrator";
  useEffect(() => {
    if (administrator) countWaiting();
  }, [administrator, path]);
  // On a phone they may be wider than the window: where one is must be seen all the same.
  const counted = waiting.value;
  useEffect(() => {
    const here = ways.current?.querySelector("[aria-current]");
    if (!here || !ways.current) return;
    const hidden = here.getBoundingClientRect().right - ways.current.getBoundingClientRect().right;
    ways.current.scrollLeft += Math.max(0, hidden);
  }, [path, counted]);
  if (!me.value) return null;
  const rooms = administrator ? administratorsRooms() : counsellorsRooms();
  return (
    <nav ref={ways} class="rooms" aria-label={t("Pages")}>
      {rooms.map(([href, words, within]) => (
        <Link key={href} href={href} aria-current={within.test(path) ? "page" : undefined}>
          {words}
          {href === QUEUE ? <Waiting count={waiting.value} /> : null}
        </Link>
      ))}
    </nav>
  );
}

/** How many wait in the queue, in a number and in words. */
function Waiting({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <>
      <span class="count" aria-hidden="true">
        {count < MOST ? count : `${MOST - 1}+`}
      </span>
      <span class="visually-hidden">
        {count < MOST
          ? tn(", %s to look at", ", %s to look at", count)
          : t(", more than %(most)s to look at", { most: MOST - 1 })}
      </span>
    </>
  );
}

const QUEUE = "/review/queue";

/** Where it leads, its name, and the addresses at which one is in it. */
type Room = [href: string, words: string, within: RegExp];

function counsellorsRooms(): Room[] {
  return [
    ["/", t("Agenda"), /^\/$/],
    ["/clients", t("Clients"), /^\/clients(\/|$)/],
  ];
}

function administratorsRooms(): Room[] {
  return [
    ["/", t("Consultations"), /^\/$/],
    ["/clients", t("Clients"), /^\/clients(\/|$)/],
    ["/review", t("Review"), /^\/review(\/consultations)?$/],
    [QUEUE, t("Queue"), /^\/review\/queue$/],
    ["/team", t("Practice"), /^\/(team|practice|integrations)$/],
  ];
}
