import type { RoomParticipant } from "../api/types";
import { t } from "../i18n";
import type { LineState } from "../socket/line";
import type { Rate, Reading } from "../wire";
import { notOfferedWords, waitingWords } from "../words/closing";
import { decimal } from "../words/numbers";
import { lasting } from "../words/times";

export interface Connection {
  dot: "on" | "wait" | "off";
  /** What is going on; it changes only when the state does, so that it can be read aloud. */
  words: string;
  /** The number beside it, which changes every second; possibly empty. */
  detail: string;
  /** Software is labelling the client's camera at this moment. */
  analysing: boolean;
}

/** A reading older than this says nothing about now. */
export const CURRENT = 6000;

/** The state of the live view in a few words: the most important fact wins. */
export function connection(
  line: LineState,
  client: RoomParticipant | null,
  latest: Reading | null,
  rate: number,
  now: number,
): Connection {
  const calm = (words: string): Connection => ({ dot: "off", words, detail: "", analysing: false });
  const wait = (words: string, detail = ""): Connection => {
    return { dot: "wait", words, detail, analysing: false };
  };
  if (line.name === "ended") return wait(line.closing.words);
  if (line.name === "waiting") return wait(waitingWords(line.because));
  if (line.name === "connecting") return wait(t("Connecting…"));
  if (!client?.present) return calm(t("Waiting for the client"));
  if (!client.analysis_offered) return calm(notOfferedWords());
  if (client.consent === "refused") return calm(t("The client declined analysis"));
  if (client.consent === "withdrawn") return calm(t("The client withdrew consent"));
  if (client.consent === "none") return calm(t("The client has not decided yet"));
  if (client.paused) return calm(pausedWords(client));
  const age = latest ? now - latest.received_at : Infinity;
  if (age === Infinity) return wait(t("Waiting for the client's camera"));
  if (age > CURRENT) {
    const last = t("the last one %(time)s ago", { time: lasting(age / 1000) });
    return wait(t("No new picture from the client's camera"), last);
  }
  return {
    dot: "on",
    words: t("Analysing the client's camera"),
    detail: t("%(rate)s per second", { rate: decimal(rate) }),
    analysing: true,
  };
}

/** Each side ends its own pause only: who waits for whom must be seen. */
function pausedWords({ paused_by_client: theirs, paused_by_counsellor: mine }: RoomParticipant) {
  if (theirs && mine) return t("You and the client paused the analysis");
  return mine ? t("You paused the analysis") : t("The client paused the analysis");
}

/** That the service is busy and takes fewer pictures than usual; empty while it takes them all. */
export function rateWords(rate: Rate | null): string {
  if (!rate || rate.rate >= rate.usual) return "";
  return t("The service is busy: %(rate)s instead of %(usual)s pictures a second are analysed.", {
    rate: decimal(rate.rate),
    usual: decimal(rate.usual),
  });
}

/** What stands on the stage when no answer is current. */
export function stageWords(state: Connection): string {
  if (state.analysing) return "";
  return state.detail ? `${state.words}, ${state.detail}` : state.words;
}
