import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { type BrowserSession, endBrowserSessions, readBrowserSessions } from "../api/account";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { clock, dayWithin } from "../words/times";
import { Card } from "./Card";
import { useAsking } from "./useAsking";
import { browserName } from "./words";

/** Where this account is signed in, and the way to end it there. */
export function SessionsCard() {
  const sessions = useSignal<BrowserSession[]>([]);
  const { busy, problem, ask } = useAsking();
  const take = useCallback(
    (read: () => Promise<BrowserSession[]>) =>
      ask(async () => {
        sessions.value = (await read()).sort(latestFirst);
      }),
    [ask, sessions],
  );
  useEffect(() => void take(readBrowserSessions), [take]);
  const others = sessions.value.filter((one) => !one.is_current).map((one) => one.id);
  return (
    <Card
      title={t("Signed-in browsers")}
      action={
        others.length > 0 ? (
          <button
            type="button"
            class="button"
            disabled={busy.value}
            onClick={() => void take(() => endBrowserSessions(others))}
          >
            {t("Sign out everywhere else")}
          </button>
        ) : null
      }
    >
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      <ul class="account-list">
        {sessions.value.map((session) => (
          <li key={session.id} class="row spread wrap">
            <SessionFacts session={session} />
            {session.is_current ? (
              <span class="chip">
                <span class="dot on" aria-hidden="true" />
                {t("this browser")}
              </span>
            ) : (
              <button
                type="button"
                class="button small"
                disabled={busy.value}
                aria-label={t("Sign out there: %(browser)s", {
                  browser: browserName(session.user_agent),
                })}
                onClick={() => void take(() => endBrowserSessions([session.id]))}
              >
                {t("Sign out there")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function SessionFacts({ session }: { session: BrowserSession }) {
  const at = (seconds: number) =>
    t("%(day)s at %(time)s", { day: dayWithin(seconds * 1000), time: clock(seconds * 1000) });
  return (
    <span>
      <strong>{browserName(session.user_agent)}</strong>
      <span class="tiny account-facts">
        {t("signed in: %(since)s · last seen: %(seen)s", {
          since: at(session.created_at),
          seen: at(session.last_seen_at),
        })}
      </span>
    </span>
  );
}

function latestFirst(one: BrowserSession, other: BrowserSession): number {
  if (one.is_current !== other.is_current) return one.is_current ? -1 : 1;
  return other.last_seen_at - one.last_seen_at;
}
