import { afterEach, describe, expect, it } from "vitest";

import { byDay } from "../src/agenda/days";
import { filtersIn, queryOf, wantedBy } from "../src/agenda/filters";
import type { Consultation } from "../src/api/types";
import { clock, day, localInput, readTimesIn } from "../src/words/times";
import { momentOf, nextDay, startOfDay, wallTime, zoneLabel } from "../src/words/zoned";

const KYIV = "Europe/Kyiv";

afterEach(() => readTimesIn(undefined));

describe("a wall clock in a zone", () => {
  // Kyiv's clocks: 29 March 2026 from 03:00 to 04:00, 25 October from 04:00 back to 03:00.
  it.each([
    ["2026-01-15T10:00", "2026-01-15T08:00:00.000Z"],
    ["2026-07-15T10:00", "2026-07-15T07:00:00.000Z"],
    ["2026-03-29T02:59", "2026-03-29T00:59:00.000Z"],
    ["2026-03-29T04:00", "2026-03-29T01:00:00.000Z"],
    ["2026-10-25T02:30", "2026-10-24T23:30:00.000Z"],
    ["2026-10-25T04:00", "2026-10-25T02:00:00.000Z"],
  ])("%s in Kyiv is %s", (wall, moment) => {
    expect(momentOf(wall, KYIV).toISOString()).toBe(moment);
    expect(wallTime(new Date(moment), KYIV)).toBe(wall);
  });

  it("goes on from before the hour that is skipped", () => {
    const moment = momentOf("2026-03-29T03:30", KYIV);
    expect(wallTime(moment, KYIV)).toBe("2026-03-29T04:30");
  });

  it("takes the first of an hour that comes twice", () => {
    expect(momentOf("2026-10-25T03:30", KYIV).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("comes back to itself at every hour of the year, in zones far apart", () => {
    for (const zone of [KYIV, "America/New_York", "Australia/Lord_Howe", "Pacific/Chatham"]) {
      for (let hour = 0; hour < 366 * 24; hour += 7) {
        const moment = new Date(Date.UTC(2026, 0, 1, hour));
        const wall = wallTime(moment, zone);
        expect(wallTime(momentOf(wall, zone), zone)).toBe(wall);
      }
    }
    // Five thousand moments: on a machine that does other things, too, longer than a test may take.
  }, 60_000);

  it("has days of 23 and of 25 hours", () => {
    const hours = (day: string) =>
      (startOfDay(nextDay(day), KYIV).getTime() - startOfDay(day, KYIV).getTime()) / 3_600_000;
    expect([hours("2026-03-29"), hours("2026-10-25"), hours("2026-11-24")]).toEqual([23, 25, 24]);
  });

  it("names itself with its distance from Greenwich", () => {
    expect(zoneLabel("America/New_York", new Date("2026-01-15"))).toBe("America/New York (GMT-5)");
  });
});

describe("times read in the profile's zone", () => {
  it("tell clock and day there, wherever the browser is", () => {
    readTimesIn("Pacific/Auckland");
    const moment = "2026-11-24T12:30:00Z";
    expect(clock(moment)).toBe("01:30");
    expect(day(moment, new Date("2026-11-24T10:00:00Z"))).toBe("Tomorrow");
    expect(localInput(new Date(moment))).toBe("2026-11-25T01:30");
  });

  it("group an evening in Kyiv under the day it is there", () => {
    readTimesIn(KYIV);
    const at = (id: string, scheduled_at: string) => ({ id, scheduled_at }) as Consultation;
    const days = byDay([at("a", "2026-11-24T21:30:00Z"), at("b", "2026-11-24T22:30:00Z")]);
    expect(days.map(({ key, consultations }) => [key, consultations[0]?.id])).toEqual([
      ["2026-11-24", "a"],
      ["2026-11-25", "b"],
    ]);
  });
});

describe("the agenda's filters", () => {
  it("stand in the address, without what is as usual", () => {
    const filters = filtersIn(new URLSearchParams("view=past&search=Erin&from=2026-11-01"));
    expect(queryOf(filters).toString()).toBe("view=past&search=Erin&from=2026-11-01");
    expect(queryOf(filtersIn(new URLSearchParams())).toString()).toBe("");
  });

  it("pass over what nobody can have chosen", () => {
    const filters = filtersIn(new URLSearchParams("view=party&from=2026-99-99&to=soon"));
    expect(filters).toEqual({ view: "upcoming", search: "", client: "", from: "", to: "" });
  });

  it("ask for whole days of the zone, the last one included", () => {
    const filters = filtersIn(new URLSearchParams("from=2026-03-29&to=2026-03-29"));
    expect(wantedBy(filters, KYIV)).toEqual({
      since: "2026-03-28T22:00:00.000Z",
      until: "2026-03-29T21:00:00.000Z",
    });
  });
});
