import { describe, expect, it } from "vitest";

import type { Gap, GapKind, StopKind } from "../src/charts/curve";
import { liveCurve } from "../src/dashboard/curve";
import { toldApart } from "../src/dashboard/stops";
import { DashboardStore } from "../src/dashboard/store";
import type { RoomParticipant } from "../src/api/types";
import { gapName } from "../src/words/gaps";
import { reading } from "./readings";
import shared from "./stops.json";

type Row = [number, number | null, string];

function gapsOf(rows: unknown): Gap[] {
  return (rows as Row[]).map(([from, to, kind]) => ({
    from,
    to: to ?? Infinity,
    kind: kind as GapKind,
  }));
}

describe("gaps told apart", () => {
  // tests/analyzer/test_stops.py holds the report's arithmetic to the same file.
  it.each(shared)("$name", ({ gaps, stops, told }) => {
    const laid = gapsOf(stops).map((stop) => ({ ...stop, kind: stop.kind as StopKind }));
    expect(toldApart(gapsOf(gaps), laid)).toEqual(gapsOf(told));
  });

  it("names a pause on the live line from the moment it began", () => {
    const stops = [{ from: 2, to: Infinity, kind: "paused_by_client" as const }];
    const { gaps } = liveCurve([reading(1, { captured_at: 1000 })], 60, 0, stops);
    expect(gaps).toEqual([{ from: 1, to: 60, kind: "paused_by_client" }]);
    expect(gapName("paused_by_client")).toBe("paused by the client");
  });

  it("leaves what was read during a pause where it is", () => {
    const stops = [{ from: 0, to: 30, kind: "paused_by_counsellor" as const }];
    const { gaps, strip } = liveCurve([reading(1, { captured_at: 1000 })], 3, 0, stops);
    expect(gaps).toEqual([]);
    expect(strip).toHaveLength(1);
  });
});

it("takes the stops of the client's camera from those who take part", () => {
  const store = new DashboardStore();
  const erin = {
    id: "erin",
    role: "client",
    stops: [{ since: "2026-11-23T10:00:00Z", until: null, kind: "no_consent" }],
  };
  store.participants.value = [erin as unknown as RoomParticipant];
  expect(store.clientStops.value).toEqual([
    { from: Date.UTC(2026, 10, 23, 10) / 1000, to: Infinity, kind: "no_consent" },
  ]);
});
