import { afterEach, describe, expect, it } from "vitest";

import { liveCurve } from "../src/dashboard/curve";
import { HintDesk } from "../src/room/hintDesk";
import { baselineOf, type Hint, hintsAt } from "../src/room/hints";
import type { Reading } from "../src/wire";
import { hintWords } from "../src/words/hints";
import { reading } from "./readings";

/** Answers twice a second from `from` to `to`, in seconds. */
function answers(from: number, to: number, other: Partial<Reading>): Reading[] {
  const count = Math.round((to - from) * 2);
  return Array.from({ length: count }, (_, row) => {
    const at = from + row / 2;
    return reading(Math.round(at * 2) + 1, { captured_at: at * 1000, ...other });
  });
}

const face = (from: number, to: number, valence = 0) => answers(from, to, { valence });
const poor = (from: number, to: number, reason: string) =>
  answers(from, to, { status: "poor_quality", reason, valence: null, label: null });
const empty = (from: number, to: number) =>
  answers(from, to, { status: "no_face", valence: null, label: null });
const many = (from: number, to: number) =>
  answers(from, to, { status: "many_faces", valence: null, label: null });

function hints(readings: Reading[], now: number): Hint[] {
  return hintsAt(readings, liveCurve(readings, now).curve, now);
}

const kinds = (readings: Reading[], now: number) => hints(readings, now).map(({ kind }) => kind);

describe("a face that is lost", () => {
  it("is told after ten seconds without a reading, not before", () => {
    const readings = [...face(0, 30), ...empty(30, 45)];
    expect(
      kinds(
        readings.filter(({ captured_at }) => captured_at <= 38_000),
        38,
      ),
    ).toEqual([]);
    expect(hints(readings, 45)).toEqual([{ kind: "face", cause: "no_face", since: 29.5 }]);
  });

  it("is no matter of the picture while no picture comes", () => {
    expect(hints(face(0, 30), 60)).toEqual([]);
    expect(hints([...face(0, 30), ...empty(30, 45)], 55)).toEqual([]);
  });

  it("is no hint while it only comes and goes", () => {
    const flickering = [20, 22, 24, 26, 28].flatMap((at) => [
      ...empty(at, at + 1.5),
      ...face(at + 1.5, at + 2),
    ]);
    expect(hints(flickering, 30)).toEqual([]);
  });

  it("goes by itself when the face is back", () => {
    expect(hints([...face(0, 30), ...empty(30, 45), ...face(45, 46)], 46)).toEqual([]);
  });
});

describe("a picture that cannot be read", () => {
  it.each([
    ["too_dark", "light"],
    ["too_bright", "light"],
    ["face_too_small", "framing"],
    ["face_cut_off", "framing"],
    ["blurred", "framing"],
  ])("%s is a hint about %s", (reason, kind) => {
    const [hint] = hints([...face(0, 20), ...poor(20, 32, reason)], 32);
    expect([hint?.kind, hint?.cause]).toEqual([kind, reason]);
  });

  it("is told where most of the last ten seconds were poor, with a face now and then", () => {
    const mostly = [0, 2, 4, 6, 8].flatMap((at) => [
      ...poor(at, at + 1.5, "too_dark"),
      ...face(at + 1.5, at + 2),
    ]);
    const seldom = [0, 2, 4, 6, 8].flatMap((at) => [
      ...poor(at, at + 0.5, "too_dark"),
      ...face(at + 0.5, at + 2),
    ]);
    expect(kinds(mostly, 10)).toEqual(["light"]);
    expect(kinds(seldom, 10)).toEqual([]);
  });

  it("tells that somebody else is in view", () => {
    expect(kinds([...face(0, 10), ...many(10, 20)], 20)).toEqual(["people"]);
  });

  it("waits for enough answers before it says anything", () => {
    expect(hints(poor(0, 4, "too_dark"), 4)).toEqual([]);
  });
});

describe("a sustained change of valence", () => {
  const calm = face(0, 100);

  it("is measured from the first ninety seconds that could be read", () => {
    expect(baselineOf(face(0, 80))).toBeNull();
    const mixed = [...face(0, 30, -0.2), ...empty(30, 60), ...face(60, 130, 0.3)];
    // Thirty seconds of the one and sixty of the other; the gap counts for nothing.
    expect(baselineOf(mixed)).toEqual({ valence: 0.3, until: 120 });
  });

  it.each([
    [0.6, "higher"],
    [-0.6, "lower"],
  ])("to %s is told as %s once it was held for eight seconds", (valence, cause) => {
    const readings = [...calm, ...face(100, 140, valence)];
    // The smoothing needs five and a half seconds to come 0.25 of 0.6 away.
    const early = readings.filter(({ captured_at }) => captured_at <= 110_000);
    expect(hints(early, 110)).toEqual([]);
    expect(hints(readings, 140)).toEqual([{ kind: "change", cause, since: 105 }]);
  });

  it("is none where it passes, or where the client came so", () => {
    const passing = [...calm, ...face(100, 106, 0.6), ...face(106, 130)];
    expect(hints(passing, 130)).toEqual([]);
    expect(hints(face(0, 140, -0.6), 140)).toEqual([]);
  });

  it("is told for two minutes and then left to the chart", () => {
    const readings = [...calm, ...face(100, 260, 0.6)];
    expect(kinds(readings.slice(0, 460), 230)).toEqual(["change"]);
    expect(kinds(readings, 260)).toEqual([]);
  });
});

describe("the words", () => {
  it("speak of what is visible, and name the note before a change", () => {
    const words = hintWords({ kind: "change", cause: "higher", since: 0 }, "breathing");
    expect(words.seen).toMatch(/^The valence has been higher than at the start since/);
    expect(words.advice).toBe("After your note “breathing”. A hint, not a finding.");
  });
});

describe("the one line", () => {
  const light: Hint = { kind: "light", cause: "too_dark", since: 0 };
  const change: Hint = { kind: "change", cause: "lower", since: 0 };
  afterEach(() => localStorage.clear());

  it("shows the first that holds, and nothing when none does", () => {
    const desk = new HintDesk("alice");
    expect(desk.shown([light, change], 0)).toBe(light);
    expect(desk.shown([], 6)).toBeNull();
  });

  it("stands for a few seconds: it must not flicker", () => {
    const desk = new HintDesk("alice");
    desk.shown([light], 0);
    expect(desk.shown([], 2)).toBe(light);
    expect(desk.shown([], 5)).toBeNull();
  });

  it("keeps one that was put away until its matter has been over for a while", () => {
    const desk = new HintDesk("alice");
    desk.shown([light, change], 0);
    desk.dismiss("light", 1);
    expect(desk.shown([light, change], 2)).toBe(change);
    desk.shown([light], 100);
    desk.shown([], 120);
    expect(desk.shown([light], 125)).toBeNull();
    desk.shown([], 160);
    expect(desk.shown([light], 161)).toBe(light);
  });

  it("leaves out what is turned off, for this person and after a reload", () => {
    new HintDesk("alice").turn("light", false);
    expect(new HintDesk("alice").shown([light, change], 0)).toBe(change);
    expect(new HintDesk("bob").shown([light], 0)).toBe(light);
    const again = new HintDesk("alice");
    again.turn("light", true);
    expect(again.shown([light], 0)).toBe(light);
  });
});
