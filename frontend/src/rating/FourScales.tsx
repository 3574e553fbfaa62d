import { t } from "../i18n";
import { decimal } from "../words/numbers";
import { questionOf, type Scale, SCALES } from "./words";

export type Marks = Record<Scale, number | null>;

export const NO_MARKS: Marks = { relationship: null, goals: null, approach: null, overall: null };

/** The sum of the four, 0 to 40, or null while one is missing. */
export function sumOf(marks: Marks): number | null {
  let sum = 0;
  for (const scale of SCALES) {
    const mark = marks[scale];
    if (mark === null) return null;
    sum += mark;
  }
  return sum;
}

interface FourScalesProps {
  marks: Marks;
  errors: Record<string, string>;
  onMark: (scale: Scale, mark: number) => void;
}

/** Four lines between two sentences each, and their sum. */
export function FourScales({ marks, errors, onMark }: FourScalesProps) {
  const sum = sumOf(marks);
  return (
    <div class="scales">
      {SCALES.map((scale) => (
        <Line
          key={scale}
          scale={scale}
          mark={marks[scale]}
          error={errors[scale]}
          onMark={(mark) => onMark(scale, mark)}
        />
      ))}
      <p class="scale-sum" role="status">
        {sum === null
          ? t("Move each of the four to where it fits.")
          : t("Together: %(sum)s of 40", { sum: decimal(sum) })}
      </p>
    </div>
  );
}

interface LineProps {
  scale: Scale;
  mark: number | null;
  error: string | undefined;
  onMark: (mark: number) => void;
}

const MOST = 10;
const MIDDLE = 5;

/** One line. It stands in the middle, but counts only once somebody has touched it. */
function Line({ scale, mark, error, onMark }: LineProps) {
  const { question, low, high } = questionOf(scale);
  const take = (event: Event) => onMark(Number((event.currentTarget as HTMLInputElement).value));
  const takeByKey = (event: KeyboardEvent) => {
    // Who means the middle has nothing to move.
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      take(event);
    }
  };
  return (
    <div class={mark === null ? "scale untouched" : "scale"}>
      <div class="row spread">
        <label for={`scale-${scale}`}>{question}</label>
        <output for={`scale-${scale}`}>{mark === null ? "–" : decimal(mark)}</output>
      </div>
      <input
        id={`scale-${scale}`}
        type="range"
        min={0}
        max={MOST}
        step={0.5}
        value={mark ?? MIDDLE}
        style={{ "--share": (mark ?? 0) / MOST }}
        aria-valuetext={mark === null ? t("not answered yet") : decimal(mark)}
        aria-describedby={`ends-${scale}`}
        onInput={take}
        onPointerUp={take}
        onKeyDown={takeByKey}
      />
      <div class="scale-ends tiny" id={`ends-${scale}`}>
        <span>
          <b>0</b> {low}
        </span>
        <span>
          <b>10</b> {high}
        </span>
      </div>
      {error ? (
        <span class="error" role="alert">
          {error}
        </span>
      ) : null}
    </div>
  );
}
