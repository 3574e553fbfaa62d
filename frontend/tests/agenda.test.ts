import { beforeEach, describe, expect, it, vi } from "vitest";

import { Agenda } from "../src/agenda/agenda";
import * as api from "../src/api/consultations";
import type { Consultation } from "../src/api/types";
import type { CallState } from "../src/wire";

vi.mock("../src/api/consultations", async (importOriginal) => ({
  ...(await importOriginal<typeof api>()),
  listConsultations: vi.fn(),
}));

/** Two on a page, so that three already need a second one. */
const PAGE = 2;
let server: Consultation[];

function consultation(id: string, state: CallState, hour: number): Consultation {
  const scheduled_at = new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
  return { id, state, scheduled_at } as Consultation;
}

function listed(state: CallState, cursor?: string | null) {
  const soonest = state === "scheduled" ? 1 : -1;
  const all = server
    .filter((one) => one.state === state)
    .sort((a, b) => soonest * (Date.parse(a.scheduled_at) - Date.parse(b.scheduled_at)));
  const from = Number(cursor ?? 0);
  const next = from + PAGE < all.length ? `/api/?cursor=${from + PAGE}` : null;
  return Promise.resolve({ next, results: all.slice(from, from + PAGE) });
}

const ids = (list: Consultation[]) => list.map(({ id }) => id).join(" ");

let agenda: Agenda;

beforeEach(async () => {
  vi.mocked(api.listConsultations).mockReset().mockImplementation(listed);
  server = [
    ...[1, 2, 3, 4, 5].map((hour) => consultation(`e${hour}`, "ended", hour)),
    ...[6, 7, 8].map((hour) => consultation(`s${hour}`, "scheduled", hour)),
    ...[9, 10, 11].map((hour) => consultation(`o${hour}`, "open", hour)),
  ];
  agenda = new Agenda();
  await agenda.load();
});

describe("the agenda", () => {
  it("keeps what was loaded over the next refresh", async () => {
    await agenda.loadMore("past");
    expect(ids(agenda.past.value)).toBe("e5 e4 e3 e2");
    await agenda.refresh();
    expect(ids(agenda.past.value)).toBe("e5 e4 e3 e2");
    expect(agenda.hasMore("past")).toBe(true);
  });

  it("pages every group, in the order in which the server gives it", async () => {
    expect([ids(agenda.upcoming.value), ids(agenda.open.value)]).toEqual(["s6 s7", "o11 o10"]);
    await agenda.loadMore("upcoming");
    await agenda.loadMore("open");
    expect([ids(agenda.upcoming.value), ids(agenda.open.value)]).toEqual([
      "s6 s7 s8",
      "o11 o10 o9",
    ]);
    expect(agenda.hasMore("upcoming")).toBe(false);
  });

  it("leaves no hole between ended and cancelled ones", async () => {
    server.push(consultation("c4", "cancelled", 4), consultation("c0", "cancelled", 0));
    await agenda.load();
    // c0 is older than e4, where the loaded page of the ended ones stops: e3 to e1 come first.
    expect(ids(agenda.past.value)).toBe("e5 e4 c4");
    await agenda.loadMore("past");
    await agenda.loadMore("past");
    expect(ids(agenda.past.value)).toBe("e5 e4 c4 e3 e2 e1 c0");
  });

  it("says where more could not be loaded, and keeps what is there", async () => {
    vi.mocked(api.listConsultations).mockRejectedValue(new Error("offline"));
    await agenda.loadMore("past");
    expect(agenda.trouble.value).toBe("past");
    expect(ids(agenda.past.value)).toBe("e5 e4");
    vi.mocked(api.listConsultations).mockImplementation(listed);
    await agenda.loadMore("past");
    expect(agenda.trouble.value).toBeNull();
  });

  it("says that it is out of date while the server is away", async () => {
    vi.mocked(api.listConsultations).mockRejectedValue(new Error("offline"));
    await agenda.refresh();
    expect([agenda.state.value, agenda.stale.value]).toEqual(["ready", true]);
    vi.mocked(api.listConsultations).mockImplementation(listed);
    await agenda.refresh();
    expect(agenda.stale.value).toBe(false);
  });

  it("does not lose a page that is loaded while a refresh is under way", async () => {
    const refresh = agenda.refresh();
    await Promise.all([refresh, agenda.loadMore("past")]);
    expect(ids(agenda.past.value)).toBe("e5 e4 e3 e2");
  });

  it("puts a changed one where it belongs at once", () => {
    agenda.put(consultation("s6", "cancelled", 6));
    expect(ids(agenda.upcoming.value)).toBe("s7");
    expect(ids(agenda.past.value)).toBe("s6 e5 e4");
    agenda.put(consultation("new", "scheduled", 7.5));
    expect(ids(agenda.upcoming.value)).toBe("s7 new");
  });
});
