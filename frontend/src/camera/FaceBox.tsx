import { expressionColour, expressionName, isExpression, labelProbability } from "../expressions";
import { percent } from "../words/numbers";

interface FaceBoxProps {
  /** x, y, width, height in 0..1 of the picture. */
  box: readonly number[];
  label: string | null | undefined;
  probabilities: readonly number[] | null | undefined;
  /** The picture is shown mirrored, so the box must be too. */
  mirrored?: boolean;
}

/** The frame around the face with the label and its probability: the same on both sides. */
export function FaceBox({ box, label, probabilities, mirrored = false }: FaceBoxProps) {
  const [x = 0, y = 0, width = 0, height = 0] = box;
  const left = mirrored ? 1 - x - width : x;
  const inside = y < 0.11;
  return (
    <div
      class={`face-box ${inside ? "label-inside" : ""}`}
      style={{
        left: share(left),
        top: share(y),
        width: share(width),
        height: share(height),
      }}
    >
      <span class="face-label">
        <span class="dot" style={{ background: expressionColour(label ?? "") }} />
        {labelWords(label, probabilities)}
      </span>
    </div>
  );
}

/** "Happiness · 46 %" or "Uncertain". */
export function labelWords(
  label: string | null | undefined,
  probabilities: readonly number[] | null | undefined,
): string {
  const name = expressionName(label ?? "");
  const probability = labelProbability(label, probabilities);
  return isExpression(label) && probability !== null ? `${name} · ${percent(probability)}` : name;
}

function share(value: number): string {
  return `${(value * 100).toFixed(2)}%`;
}
