import type { ReportData, ReportParticipant } from "../api/types";
import { type Gap, isStop } from "../charts/curve";
import { t } from "../i18n";
import { gapsWords } from "../words/gaps";
import { percent, whole } from "../words/numbers";
import { lasting } from "../words/times";
import { ratingFigure, ratingNote } from "./RatingCard";
import { gapsOf } from "./reportCurve";

interface FiguresProps {
  person: ReportParticipant;
  data: ReportData;
}

/** The four figures at the head: each with what it rests on. */
export function Figures({ person, data }: FiguresProps) {
  // Where no camera was, there was nothing to cover.
  const gaps = gapsOf(person);
  const uncovered = gaps.filter(({ kind }) => kind !== "no_camera" && !isStop(kind));
  return (
    <dl class="figures">
      {data.rating && person.role === "client" ? (
        <Figure name={t("Client's rating")} value={ratingFigure(data.rating)}>
          {ratingNote(data.rating)}
        </Figure>
      ) : null}
      <Figure name={t("Coverage")} value={percent(person.coverage)}>
        {gapsWords(uncovered)}
      </Figure>
      <IndexFigure person={person} />
      <Figure name={t("Readings")} value={whole(person.statuses.reading)}>
        {statusWords(person.statuses)}
      </Figure>
      <Figure name={t("Duration")} value={lasting(data.duration_s)}>
        {analysedWords(person.camera_on_s, gaps)}
      </Figure>
    </dl>
  );
}

function IndexFigure({ person }: { person: ReportParticipant }) {
  const { index } = person;
  if (!index) {
    return (
      <Figure name={t("Expression index")} value={t("Insufficient data")} small>
        {person.withheld === "coverage"
          ? t("coverage is under 50%")
          : t("fewer than 20 independent readings")}
      </Figure>
    );
  }
  return (
    <Figure name={t("Expression index")} value={whole(index.value)}>
      {t("of 0 to 100; interval of its mean part %(low)s to %(high)s", {
        low: whole(index.low),
        high: whole(index.high),
      })}
    </Figure>
  );
}

interface FigureProps {
  name: string;
  value: string;
  small?: boolean;
  children: preact.ComponentChildren;
}

function Figure({ name, value, small = false, children }: FigureProps) {
  return (
    <div class="card figure">
      <dt>{name}</dt>
      <dd>
        <b class={small ? "small" : ""}>{value}</b>
        <span class="tiny">{children}</span>
      </dd>
    </div>
  );
}

/** How long the camera was analysed, and how long it was not to be. */
function analysedWords(seconds: number, gaps: Gap[]): string {
  const stopped = gaps.filter(({ kind }) => isStop(kind));
  const on = t("camera on for %(time)s", { time: lasting(seconds) });
  if (stopped.length === 0) return on;
  const time = lasting(stopped.reduce((sum, { from, to }) => sum + to - from, 0));
  return `${on}; ${t("paused or not allowed for %(time)s", { time })}`;
}

function statusWords(statuses: Record<string, number>): string {
  const parts = [
    [statuses.no_face, t("no face")],
    [statuses.many_faces, t("many faces")],
    [statuses.poor_quality, t("poor picture")],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count ? [`${whole(count)} ${words}`] : []));
  if (said.length === 0 && statuses.reading === 0) return t("none are stored");
  return said.length > 0
    ? t("besides: %(list)s", { list: said.join(", ") })
    : t("every picture was readable");
}
