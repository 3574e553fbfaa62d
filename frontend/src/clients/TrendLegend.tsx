import type { TrendPoint } from "../api/types";
import { t } from "../i18n";

interface Sign {
  name: string;
  words: string;
  shown: boolean;
  drawn: preact.JSX.Element;
}

/** What each sign of the chart means, of those that are drawn. */
export function TrendLegend({ points }: { points: TrendPoint[] }) {
  return (
    <ul class="trend-legend tiny">
      {signsOf(points)
        .filter(({ shown }) => shown)
        .map(({ name, words, drawn }) => (
          <li key={name}>
            <svg class="trend-sign" viewBox="0 0 14 14" aria-hidden="true">
              {drawn}
            </svg>
            {words}
          </li>
        ))}
    </ul>
  );
}

function signsOf(points: TrendPoint[]): Sign[] {
  return [
    {
      name: "measured",
      words: t("index with the interval of its mean part (95%)"),
      shown: points.some((one) => one.comparable),
      drawn: <Measured other={false} />,
    },
    {
      name: "other",
      words: t("read by another model, not compared"),
      shown: points.some((one) => one.index && !one.comparable),
      drawn: <Measured other />,
    },
    {
      name: "divider",
      words: t("another model took over"),
      shown: new Set(points.flatMap(({ run }) => run ?? [])).size > 1,
      drawn: <path class="divider" d="M7 0v14" />,
    },
    {
      name: "withheld",
      words: t("insufficient data"),
      shown: points.some((one) => !one.index),
      drawn: <path class="withheld" d="M3 3l8 8m0 -8l-8 8" />,
    },
    {
      name: "marked",
      words: t("moments were marked"),
      shown: points.some((one) => one.markers > 0),
      drawn: <path class="marked" d="M3 10l4 -7l4 7z" />,
    },
    {
      name: "rated",
      words: t("client's rating"),
      shown: points.some((one) => one.rating),
      drawn: <rect class="rated" x="3.500" y="3.500" width="7" height="7" />,
    },
    {
      name: "low",
      words: t("client's rating, a sum under 36"),
      shown: points.some((one) => one.rating?.low),
      drawn: <rect class="rated low" x="3.500" y="3.500" width="7" height="7" />,
    },
    {
      name: "limit",
      words: t("36 of 40: a sum under it is worth a talk"),
      shown: points.some((one) => one.rating?.scale === "srs"),
      drawn: <path class="limit" d="M0 7h14" />,
    },
  ];
}

function Measured({ other }: { other: boolean }) {
  return (
    <g class={other ? "measured other" : "measured"}>
      <path d="M3 1h8m-4 0v12m-4 0h8" />
      <circle cx="7" cy="7" r="2.5" />
    </g>
  );
}
