import { Link, useLocation } from "wouter-preact";

import { me } from "../api/session";
import { t } from "../i18n";

/** The ways between the pages of somebody who is signed in. */
export function Rooms() {
  const [path] = useLocation();
  if (!me.value) return null;
  const rooms = me.value.role === "administrator" ? administratorsRooms() : counsellorsRooms();
  return (
    <nav class="rooms" aria-label={t("Pages")}>
      {rooms.map(([href, words, within]) => (
        <Link key={href} href={href} aria-current={within.test(path) ? "page" : undefined}>
          {words}
        </Link>
      ))}
    </nav>
  );
}

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
    ["/review/queue", t("Queue"), /^\/review\/queue$/],
    ["/team", t("Practice"), /^\/(team|practice|integrations)$/],
  ];
}
