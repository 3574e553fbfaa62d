import { beforeEach, describe, expect, it, vi } from "vitest";

import { Agenda } from "../src/agenda/agenda";
import type { Filters } from "../src/agenda/filters";
import * as api from "../src/api/consultations";
import type { Consultation, View } from "../src/api/types";
import type { CallState } from "../src/wire";

vi.mock("../src/api/consultations", async (importOriginal) => ({
  ...(await importOriginal<typeof api>()),
  listConsultations: vi.fn(),
}));

/** Two on a page, so that three already need a second one. */
const PAGE = 2;
const OVER: CallState[] = ["ended", "cancelled", "not_held"];
let server: Consultation[];

function consultation(id: string, state: CallState, hour: number): Consultation {
  const scheduled_at = new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
  return { id, state, scheduled_at, client_name: id } as Consultation;
}

function asked(one: Consultation, { state, view, search }: api.Wanted): boolean {
  if (state && one.state !== state) return false;
  if (view === "past" && !OVER.includes(one.state)) return false;
  if (view === "unfinished" && one.state !== "ended") return false;
  return one.client_name.includes(search ?? "");
}

function listed(wanted: api.Wanted, cursor?: string | null) {
  const soonest = wanted.state === "scheduled" ? 1 : -1;
  const all = server
    .filter((one) => asked(one, wanted))
    .sort((a, b) => soonest * (Date.parse(a.scheduled_at) - Date.parse(b.scheduled_at)));
  const from = Number(cursor ?? 0);
  const next = from + PAGE < all.length ? `/api/?cursor=${from + PAGE}` : null;
  return Promise.resolve({ next, results: all.slice(from, from + PAGE) });
}

const ids = (list: Consultation[]) => list.map(({ id }) => id).join(" ");
const only = (view: View, search = ""): Filters => ({ view, search, client: "", from: "", to: "" });

let agenda: Agenda;

beforeEach(async () => {
  vi.mocked(api.listConsultations).mockReset().mockImplementation(listed);
  server = [
    ...[1, 2, 3, 4, 5].map((hour) => consultation(`e${hour}`, "ended", hour)),
    ...[6, 7, 8].map((hour) => consultation(`s${hour}`, "scheduled", hour)),
    ...[9, 10, 11].map((hour) => consultation(`o${hour}`, "open", hour)),
  ];
  agenda = new Agenda();
  await agenda.show(only("upcoming"));
});

describe("the agenda", () => {
  it("keeps what was loaded over the next refresh", async () => {
    await agenda.show(only("past"));
    await agenda.loadMore("past");
    expect(ids(agenda.items("past"))).toBe("e5 e4 e3 e2");
    await agenda.refresh();
    expect(ids(agenda.items("past"))).toBe("e5 e4 e3 e2");
    expect(agenda.hasMore("past")).toBe(true);
  });

  it("pages every list, in the order in which the server gives it", async () => {
    expect([ids(agenda.items("scheduled")), ids(agenda.items("open"))]).toEqual([
      "s6 s7",
      "o11 o10",
    ]);
    await agenda.loadMore("scheduled");
    await agenda.loadMore("open");
    expect([ids(agenda.items("scheduled")), ids(agenda.items("open"))]).toEqual([
      "s6 s7 s8",
      "o11 o10 o9",
    ]);
    expect(agenda.hasMore("scheduled")).toBe(false);
  });

  it("shows what took place, was cancelled or missed in one list of the past", async () => {
    server.push(consultation("c6", "cancelled", 6), consultation("n7", "not_held", 7));
    await agenda.show(only("past"));
    expect(ids(agenda.items("past"))).toBe("n7 c6");
  });

  it("asks only for the view that is shown", async () => {
    vi.mocked(api.listConsultations).mockClear();
    await agenda.show(only("unfinished", "e5"));
    expect(vi.mocked(api.listConsultations).mock.calls).toEqual([
      [{ view: "unfinished", search: "e5" }, null],
    ]);
    expect(ids(agenda.items("unfinished"))).toBe("e5");
  });

  it("does not put an older answer under a newer search", async () => {
    const first = agenda.show(only("past", "e1"));
    const second = agenda.show(only("past", "e2"));
    await Promise.all([first, second]);
    expect(ids(agenda.items("past"))).toBe("e2");
  });

  it("says that it is loading until what was asked for last is answered", async () => {
    const waits: (() => void)[] = [];
    vi.mocked(api.listConsultations).mockImplementation(async (...wanted) => {
      await new Promise<void>((go) => waits.push(go));
      return listed(...wanted);
    });
    const first = agenda.show(only("past", "e1"));
    await vi.waitFor(() => expect(waits).toHaveLength(1));
    const second = agenda.show(only("past", "e2"));
    waits[0]?.();
    await vi.waitFor(() => expect(waits).toHaveLength(2));
    expect(agenda.state.value).toBe("loading");
    waits[1]?.();
    await Promise.all([first, second]);
    expect([agenda.state.value, ids(agenda.items("past"))]).toEqual(["ready", "e2"]);
  });

  it("says where more could not be loaded, and keeps what is there", async () => {
    vi.mocked(api.listConsultations).mockRejectedValue(new Error("offline"));
    await agenda.loadMore("scheduled");
    expect(agenda.trouble.value).toBe("scheduled");
    expect(ids(agenda.items("scheduled"))).toBe("s6 s7");
    vi.mocked(api.listConsultations).mockImplementation(listed);
    await agenda.loadMore("scheduled");
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
    await Promise.all([refresh, agenda.loadMore("scheduled")]);
    expect(ids(agenda.items("scheduled"))).toBe("s6 s7 s8");
  });

  it("puts a changed one where it belongs at once", async () => {
    agenda.put(consultation("s6", "open", 6));
    expect([ids(agenda.items("scheduled")), ids(agenda.items("open"))]).toEqual([
      "s7",
      "o11 o10 s6",
    ]);
    agenda.put(consultation("new", "scheduled", 7.5));
    expect(ids(agenda.items("scheduled"))).toBe("s7 new");
    agenda.put(consultation("s7", "cancelled", 7));
    expect(ids(agenda.items("scheduled"))).toBe("new");
    await agenda.load();
  });
});
