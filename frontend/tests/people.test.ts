import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import type { Consultation, RoomParticipant } from "../src/api/types";
import { DashboardSocket } from "../src/dashboard/socket";
import { DashboardStore } from "../src/dashboard/store";
import { FakeSocket } from "./sockets";

vi.mock("../src/api/consultations");

const erin = (consent: RoomParticipant["consent"]) =>
  [{ id: "erin", role: "client", consent }] as RoomParticipant[];
const event = (name: string) => ({ type: "participant", participant: "erin", event: name, at: 1 });

let store: DashboardStore;
let socket: DashboardSocket;
beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.mocked(api.dashboardTicket).mockResolvedValue({ ticket: "1", path: "/ws", expires_in: 60 });
  vi.mocked(api.readConsultation).mockResolvedValue({ state: "open" } as Consultation);
  vi.mocked(api.readParticipants).mockResolvedValue(erin("none"));
  vi.mocked(api.readMarkers).mockResolvedValue([]);
  vi.mocked(api.readSummaries).mockResolvedValue([]);
  vi.mocked(api.readHistory).mockResolvedValue({ streams: [], results: [], more: false });
  store = new DashboardStore();
  socket = new DashboardSocket("c", store);
  socket.start();
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.last().says({ type: "call", state: "open", at: 1 });
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  socket.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetAllMocks();
});

it("a withdrawal is not undone by an answer that was longer on its way", async () => {
  let late: (people: RoomParticipant[]) => void = () => undefined;
  vi.mocked(api.readParticipants)
    .mockImplementationOnce(() => new Promise((answer) => (late = answer)))
    .mockResolvedValueOnce(erin("withdrawn"));
  FakeSocket.last().says(event("consented"));
  FakeSocket.last().says(event("withdrew"));
  await vi.advanceTimersByTimeAsync(0);
  late(erin("granted"));
  await vi.advanceTimersByTimeAsync(0);
  expect(store.client.value?.consent).toBe("withdrawn");
});

it("a room that was left asks for nothing any more", async () => {
  FakeSocket.last().says(event("withdrew"));
  await vi.advanceTimersByTimeAsync(100);
  socket.stop();
  vi.mocked(api.readSummaries).mockClear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(api.readSummaries).not.toHaveBeenCalled();
});
