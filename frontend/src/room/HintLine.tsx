import { useEffect, useMemo, useRef } from "preact/hooks";

import { me } from "../api/session";
import type { LiveCurve } from "../dashboard/curve";
import type { DashboardStore } from "../dashboard/store";
import { Icon } from "../design/Icon";
import { t } from "../i18n";
import { hintName, hintWords } from "../words/hints";
import { HintDesk } from "./hintDesk";
import { type Hint, HINTS, hintsAt } from "./hints";
import { now } from "./now";

/** A note this many seconds before a change is told with it. */
const JUST_BEFORE = 60;

interface HintLineProps {
  store: DashboardStore;
  curve: LiveCurve["curve"];
}

/** One calm line at a fixed place: it comes and goes without moving anything else. */
export function HintLine({ store, curve }: HintLineProps) {
  const person = String(me.value?.id ?? "");
  const desk = useMemo(() => new HintDesk(person), [person]);
  const at = now.value / 1000;
  const hint = desk.shown(hintsAt(store.clientReadings.value, curve, at), at);
  const words = hint && hintWords(hint, noteBefore(store, hint));
  return (
    <section class="card hint-line" aria-label={t("Hints")}>
      <Icon name="info" size={18} />
      <p class={hint ? "grow" : ""} role="status">
        {words ? (
          <>
            <strong>{words.seen}</strong> <span>{words.advice}</span>
          </>
        ) : null}
      </p>
      {hint ? null : <span class="grow tiny">{t("No hints now")}</span>}
      {hint ? (
        <button
          type="button"
          class="button plain small icon-only"
          aria-label={t("Dismiss the hint")}
          onClick={() => desk.dismiss(hint.kind, at)}
        >
          <Icon name="close" size={16} />
        </button>
      ) : null}
      <HintSettings desk={desk} />
    </section>
  );
}

/** The counsellor's last words before a change: what may have to do with it. */
function noteBefore(store: DashboardStore, { kind, since }: Hint): string {
  if (kind !== "change") return "";
  const from = (since - JUST_BEFORE) * 1000;
  const near = store.markers.value.filter(
    ({ at, text }) => text && from < at && at <= since * 1000,
  );
  return near.at(-1)?.text ?? "";
}

/** Each kind of hint can be turned off, and stays off. */
function HintSettings({ desk }: { desk: HintDesk }) {
  const box = useRef<HTMLDetailsElement>(null);
  useCloseOutside(box);
  return (
    <details ref={box} class="hint-settings">
      <summary class="button plain small">
        <Icon name="settings" size={16} />
        <span class="hint-words">{t("Hints")}</span>
      </summary>
      <fieldset class="hint-kinds">
        <legend>{t("Show hints about")}</legend>
        {HINTS.toReversed().map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              role="switch"
              checked={!desk.off.value.has(kind)}
              onChange={(event) => desk.turn(kind, event.currentTarget.checked)}
            />
            {hintName(kind)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

/** A press elsewhere, or Escape, closes what was opened. */
function useCloseOutside(box: { current: HTMLDetailsElement | null }): void {
  useEffect(() => {
    const press = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) close(box.current, false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape" && box.current?.open) close(box.current, true);
    };
    document.addEventListener("pointerdown", press);
    document.addEventListener("keydown", key);
    return () => {
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("keydown", key);
    };
  }, [box]);
}

function close(box: HTMLDetailsElement | null, focus: boolean): void {
  if (!box) return;
  box.open = false;
  if (focus) box.querySelector("summary")?.focus();
}
