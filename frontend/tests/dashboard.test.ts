import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import type { Consultation, Room, RoomParticipant } from "../src/api/types";
import { serverClock } from "../src/clock";
import { DashboardSocket } from "../src/dashboard/socket";
import { DashboardStore } from "../src/dashboard/store";
import type { Reading, Summary } from "../src/wire";
import { reading } from "./readings";
import { FakeSocket } from "./sockets";

vi.mock("../src/api/consultations");

const NOW = 1_000_000;
const CALL = { type: "call", state: "open", at: NOW };

/** What the server has stored; tests change it without a hint, as if each hint were lost. */
let stored: { consultation: Consultation; client: RoomParticipant; readings: Reading[] };

function summary(): Summary {
  return {
    type: "summary",
    participant: "erin",
    at: Date.now(),
    probabilities: null,
    valence: null,
    arousal: null,
    label: null,
    coverage: 1,
    readings: stored.readings.filter(({ status }) => status === "reading").length,
    camera_on_s: 10,
    insufficient: null,
  };
}

function room(): Room {
  const { consultation, client, readings } = stored;
  const newest = Math.max(0, ...readings.map(({ id }) => id));
  const held = { newest, number: readings.length };
  return { consultation, participants: [client], markers: [], readings: held };
}

let store: DashboardStore;
let socket: DashboardSocket;

beforeEach(async () => {
  vi.clearAllMocks();
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  stored = {
    consultation: { id: "c", state: "open", opened_at: "2026-11-23T10:00Z" } as Consultation,
    client: { id: "erin", role: "client", consent: "granted", paused: false } as RoomParticipant,
    readings: [reading(1), reading(2), reading(3, { status: "no_face", label: null })],
  };
  const ticket = { ticket: "1", path: "/ws", expires_in: 60 };
  vi.mocked(api.dashboardTicket).mockResolvedValue(ticket);
  vi.mocked(api.readConsultation).mockImplementation(() => Promise.resolve(stored.consultation));
  vi.mocked(api.readParticipants).mockImplementation(() => Promise.resolve([stored.client]));
  vi.mocked(api.readMarkers).mockResolvedValue([]);
  vi.mocked(api.readSummaries).mockImplementation(() => Promise.resolve([summary()]));
  vi.mocked(api.readHistory).mockImplementation((_, after) => {
    const results = stored.readings.filter(({ id }) => id > after);
    return Promise.resolve({ streams: [], results, more: false });
  });
  vi.mocked(api.readRoom).mockImplementation(() => Promise.resolve(room()));
  vi.mocked(api.readStream).mockResolvedValue({ streams: [], results: [], more: false });

  store = new DashboardStore();
  socket = new DashboardSocket("c", store);
  socket.start();
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.last().says(CALL);
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  socket.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const held = () => store.readings.value.map(({ id }) => id);

describe("the room, where hints were lost", () => {
  it("learns within 20 s that the consultation has ended, though readings flow", async () => {
    stored.consultation = { ...stored.consultation, state: "ended" };
    FakeSocket.last().says(reading(4, { received_at: Date.now() }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.consultation.value?.state).toBe("ended");
  });

  it("learns that the client paused", async () => {
    stored.client = { ...stored.client, paused: true };
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.client.value?.paused).toBe(true);
  });

  it("learns of readings, and of the smoothed state", async () => {
    stored.readings.push(reading(4));
    await vi.advanceTimersByTimeAsync(24_000);
    expect(held()).toEqual([1, 2, 3, 4]);
    expect(store.clientSummary.value?.readings).toBe(3);
  });

  it("learns everything after a reconnect, at once", async () => {
    stored.consultation = { ...stored.consultation, state: "ended" };
    stored.client = { ...stored.client, consent: "withdrawn" };
    stored.readings = [];
    FakeSocket.last().closes(1006);
    await vi.advanceTimersByTimeAsync(500);
    FakeSocket.last().says(CALL);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.consultation.value?.state).toBe("ended");
    expect(store.client.value?.consent).toBe("withdrawn");
    expect(held()).toEqual([]);
  });

  it("learns that the client's camera went", async () => {
    const event = { participant: "erin", role: "client", at: NOW };
    FakeSocket.last().says({ type: "participant", ...event, event: "joined" });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.clientCamera.value).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(store.clientCamera.value).toBe(false);
  });

  it("does not take a paused camera for one that went", async () => {
    stored.client = { ...stored.client, paused: true };
    const event = { participant: "erin", role: "client", at: NOW };
    FakeSocket.last().says({ type: "participant", ...event, event: "joined" });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(store.clientCamera.value).toBe(true);
  });

  it("knows the new invite link when it was made in another window", async () => {
    stored.consultation = { ...stored.consultation, invite_url: "https://new" };
    FakeSocket.last().says(CALL);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.consultation.value?.invite_url).toBe("https://new");
  });
});

describe("the room, where no hint was lost", () => {
  const asked = () =>
    [api.readRoom, api.readConsultation, api.readHistory, api.readSummaries].map(
      (one) => vi.mocked(one).mock.calls.length,
    );

  it("asks one question every 20 s, and reads nothing that it holds", async () => {
    expect(asked()).toEqual([0, 1, 1, 1]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toEqual([3, 1, 1, 1]);
  });

  it("nor while readings come with their summaries", async () => {
    for (const id of [4, 5, 6]) {
      stored.readings.push(reading(id));
      FakeSocket.last().says(reading(id, { received_at: Date.now() }));
      FakeSocket.last().says(summary());
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(asked()).toEqual([3, 1, 1, 1]);
    expect(held()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("nor a reading whose hint comes a little later", async () => {
    stored.readings.push(reading(4));
    await vi.advanceTimersByTimeAsync(22_000);
    FakeSocket.last().says(reading(4, { received_at: Date.now() }));
    FakeSocket.last().says(summary());
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked()).toEqual([1, 1, 1, 1]);
  });

  it("reads the smoothed state where a summary alone was lost", async () => {
    stored.readings.push(reading(4));
    FakeSocket.last().says(reading(4, { received_at: Date.now() }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked()).toEqual([1, 1, 1, 2]);
    expect(store.clientSummary.value?.readings).toBe(3);
  });
});

describe("readings that were erased", () => {
  it("are forgotten on hearing of the withdrawal", async () => {
    stored.readings = [];
    const event = { participant: "erin", role: "client", event: "withdrew", at: NOW };
    FakeSocket.last().says({ type: "participant", ...event });
    await vi.advanceTimersByTimeAsync(0);
    expect(held()).toEqual([]);
  });

  it("are forgotten though the client has allowed the analysis anew meanwhile", async () => {
    stored.readings = [reading(8), reading(9)];
    await vi.advanceTimersByTimeAsync(20_000);
    expect(held()).toEqual([8, 9]);
  });

  it("are not looked for while none are missing", async () => {
    stored.readings.push(reading(4));
    await vi.advanceTimersByTimeAsync(60_000);
    const starts = vi.mocked(api.readHistory).mock.calls.filter(([, after]) => after === 0);
    expect(starts).toHaveLength(1);
  });

  it("take nothing with them that came while they were looked for", async () => {
    stored.readings = [];
    vi.mocked(api.readHistory).mockImplementationOnce(() => {
      FakeSocket.last().says(reading(12));
      return Promise.resolve({ streams: [], results: [], more: false });
    });
    const event = { participant: "erin", role: "client", event: "withdrew", at: NOW };
    FakeSocket.last().says({ type: "participant", ...event });
    await vi.advanceTimersByTimeAsync(0);
    expect(held()).toEqual([12]);
  });
});

describe("what was under way when the consultation moved on", () => {
  it("does not turn it back", () => {
    store.takeConsultation({ ...stored.consultation, state: "ended" });
    store.takeConsultation({ ...stored.consultation, state: "open" });
    expect(store.consultation.value?.state).toBe("ended");
  });
});

describe("a counsellor's machine with a wrong clock", () => {
  it("learns the server's time from its first message", () => {
    const hear = vi.spyOn(serverClock, "hear");
    FakeSocket.last().says(CALL);
    FakeSocket.last().says({ type: "marker", id: "m", at: 1, text: "" });
    expect(hear.mock.calls).toEqual([[NOW]]);
  });

  it("takes a reading of now for one of now, seven seconds fast", () => {
    vi.spyOn(serverClock, "now").mockReturnValue(NOW);
    vi.spyOn(Date, "now").mockReturnValue(NOW + 7000);
    FakeSocket.last().says(reading(20, { received_at: NOW - 200 }));
    expect(store.clientCamera.value).toBe(true);
  });
});
