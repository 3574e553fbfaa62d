import { describe, expect, it } from "vitest";

import type { RoomParticipant } from "../src/api/types";

import { situationWords } from "../src/call/Situation";
import { personWords } from "../src/room/PeopleCard";
import { connection } from "../src/room/connection";
import { insufficient } from "../src/room/Enough";
import { noReadingWords } from "../src/words/answers";
import { closingWords } from "../src/words/closing";
import { percent, signed } from "../src/words/numbers";
import { day, dayWithin, elapsed, lasting, nextHalfHour } from "../src/words/times";
import * as wire from "../src/wire";
import { reading } from "./readings";

describe("why a face was not read", () => {
  it.each([
    ["too_dark", "Too dark to see the face well"],
    ["face_too_small", "The face is too far away"],
    ["face_cut_off", "The face is partly outside the picture"],
    ["something_new", "The face cannot be seen well"],
  ])("%s is said in words", (reason, words) => {
    expect(noReadingWords("poor_quality", reason)).toBe(words);
  });
});

describe("close codes in words", () => {
  it.each([1001, 1006, 1011, 1012, 1013])("%i is retried", (code) => {
    expect(closingWords(code, "client").then).toBe("retry");
  });

  it.each([4401, 4403, 4409, 4410, 4413, 4429, 4999])("%i is said and not retried", (code) => {
    for (const who of ["client", "counsellor"] as const) {
      const { words, then } = closingWords(code, who);
      expect(then).toBe("never");
      expect(words.length).toBeGreaterThan(10);
    }
  });

  it("4412 offers the camera here", () => {
    expect(closingWords(wire.TAKEN_OVER, "client").then).toBe("takeOver");
  });

  it("a client, who has no account, is never told to sign in", () => {
    expect(closingWords(wire.NOT_SIGNED_IN, "client").words).not.toMatch(/sign/);
    expect(closingWords(wire.NOT_SIGNED_IN, "client").words).toMatch(/invite link/);
    expect(closingWords(wire.NOT_SIGNED_IN, "counsellor").words).toMatch(/signed in/);
  });
});

describe("numbers and times in words", () => {
  it("writes shares as whole per cent", () => {
    expect(percent(0.463)).toBe("46\u202f%");
  });

  it("signs valence with a real minus", () => {
    expect([signed(-0.244), signed(0.1), signed(0)]).toEqual(["−0.24", "+0.10", "0.00"]);
    expect([signed(-1.4, 0), signed(11, 0)]).toEqual(["−1", "+11"]);
  });

  it("writes a running time", () => {
    expect([elapsed(0), elapsed(1450), elapsed(3850)]).toEqual(["0:00", "24:10", "1:04:10"]);
  });

  it("says how long something took", () => {
    expect([12, 59.6, 150, 599.4, 630, 2880, 3585, 3900].map(lasting)).toEqual([
      "12\u00a0s",
      "1\u00a0min",
      "2\u00a0min 30\u00a0s",
      "9\u00a0min 59\u00a0s",
      "11\u00a0min",
      "48\u00a0min",
      "1\u00a0h 0\u00a0min",
      "1\u00a0h 5\u00a0min",
    ]);
  });

  it("calls near days by their names", () => {
    const now = new Date(2026, 10, 22, 23, 50);
    expect(day(new Date(2026, 10, 23, 0, 10), now)).toBe("Tomorrow");
    expect(day(new Date(2026, 10, 21, 1, 0), now)).toBe("Yesterday");
    expect(day(new Date(2026, 11, 24, 10, 0), now)).toBe("Thu 24 December");
    expect(dayWithin(now, now)).toBe("today");
    expect(dayWithin(new Date(2026, 11, 24, 10, 0), now)).toBe("Thu 24 December");
  });

  it("proposes the next half hour", () => {
    expect(nextHalfHour(new Date(2026, 1, 1, 10, 1)).getMinutes()).toBe(30);
  });
});

describe("the client's situation", () => {
  const open = { name: "open" } as const;

  it("says that software is labelling only while it is", () => {
    expect(situationWords("open", "live", open, []).title).toMatch(/^Software is labelling/);
    expect(situationWords("open", "live", open, ["client"]).title).toMatch(/You paused/);
    expect(situationWords("open", "lost", open, []).title).toBe("Nothing is analysed");
    expect(situationWords("waiting", "live", open, []).title).toBe("Nothing is sent yet");
  });

  it("tells a device without a network from a server that is away", () => {
    const title = (because: "lost" | "offline") =>
      situationWords("open", "live", { name: "waiting", because }, []).title;
    expect(title("offline")).toMatch(/^This device is offline/);
    expect(title("lost")).toMatch(/^The connection was lost/);
  });

  it("names everyone who holds the analysis", () => {
    const both = situationWords("open", "live", open, ["client", "counsellor"]);
    expect(both.title).toMatch(/You and your counsellor/);
    const theirs = situationWords("open", "live", open, ["counsellor"]);
    expect(theirs.title).toMatch(/^Your counsellor/);
  });

  it("offers to take the camera over", () => {
    const ended = { name: "ended", closing: closingWords(wire.TAKEN_OVER, "client") } as const;
    expect(situationWords("open", "live", ended, []).mayTakeOver).toBe(true);
  });
});

describe("the counsellor's connection", () => {
  const client: RoomParticipant = {
    id: "erin",
    role: "client",
    name: "Erin",
    consent: "granted",
    paused: false,
    paused_by_client: false,
    paused_by_counsellor: false,
    present: true,
    analysis_offered: true,
    stops: [],
  };
  const latest = reading(1, { received_at: 100_000 });

  it("is live while readings are young", () => {
    expect(connection({ name: "open" }, client, latest, 2, 101_000).analysing).toBe(true);
    expect(connection({ name: "open" }, client, latest, 2, 140_000).detail).toMatch(/40\ss ago/);
  });

  it("keeps what is read aloud the same while only its numbers change", () => {
    const at = (now: number, rate: number) =>
      connection({ name: "open" }, client, latest, rate, now).words;
    expect(at(101_000, 1.9)).toBe(at(102_000, 2.1));
    expect(at(140_000, 0)).toBe(at(141_000, 0));
    expect(at(140_000, 0)).not.toMatch(/\d/);
  });

  it("says that the practice's policy has the analysis off, whatever the client decided", () => {
    const off = { ...client, analysis_offered: false };
    const state = connection({ name: "open" }, off, latest, 2, 101_000);
    expect(state).toMatchObject({ words: "This practice does not analyse cameras", dot: "off" });
    expect(state.analysing).toBe(false);
    expect(personWords(off, true)).toBe("This practice does not analyse cameras");
  });

  it("says who paused the analysis, also where both did", () => {
    const words = (paused_by_client: boolean, paused_by_counsellor: boolean) => {
      const paused = { ...client, paused: true, paused_by_client, paused_by_counsellor };
      return connection({ name: "open" }, paused, latest, 2, 101_000).words;
    };
    expect(words(true, false)).toBe("The client paused the analysis");
    expect(words(false, true)).toBe("You paused the analysis");
    expect(words(true, true)).toBe("You and the client paused the analysis");
  });

  it("calls a refusal by its name, calmly", () => {
    const refused = { ...client, consent: "refused" } as const;
    const state = connection({ name: "open" }, refused, null, 0, 0);
    const words = "The client declined analysis";
    expect(state).toEqual({ dot: "off", words, detail: "", analysing: false });
  });
});

describe("insufficient data", () => {
  const summary: wire.Summary = {
    type: "summary",
    participant: "erin",
    at: 0,
    probabilities: null,
    valence: 0,
    arousal: 0,
    label: null,
    coverage: 0.8,
    readings: 50,
    camera_on_s: 60,
    insufficient: null,
  };

  it("is what the server calls so, and nothing else", () => {
    expect(insufficient({ ...summary, readings: 3 })).toBeNull();
    expect(insufficient({ ...summary, insufficient: "readings" })).toMatch(/20 independent/);
    expect(insufficient({ ...summary, coverage: 0.49, insufficient: "coverage" })).toMatch(/49/);
  });
});
