/** Where the figure stands until a face was found, in 0..1 of the picture. */
const MIDDLE = [0.365, 0.2, 0.27, 0.42] as const;
const WIDTH = 640;
const HEIGHT = 480;

/** A head and shoulders without features: it shows where someone is, and nothing about them. */
export function Silhouette({ box }: { box: readonly number[] | null }) {
  const [x = 0, y = 0, width = 0, height = 0] = box ?? MIDDLE;
  // The face box spans brow to chin; the drawn head reaches a little beyond it.
  const middle = (x + width / 2) * WIDTH;
  const top = y * HEIGHT;
  const scale = Math.max(0.35, Math.min(2.4, (height * HEIGHT) / 200));
  return (
    <svg
      class="silhouette"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <g style={{ transform: `translate(${middle}px, ${top}px) scale(${scale})` }}>
        <path
          class="figure-body"
          d="M-46 168 C-46 214 -52 226 -96 240 C-158 260 -204 286 -214 372 L-214 900 L214 900 L214 372 C204 286 158 260 96 240 C52 226 46 214 46 168Z"
        />
        <ellipse class="figure-head" cx="0" cy="92" rx="84" ry="112" />
      </g>
    </svg>
  );
}
