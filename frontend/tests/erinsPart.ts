import { vi } from "vitest";

import * as api from "../src/api/participation";
import type { Participation } from "../src/api/types";
import { OwnPart } from "../src/call/ownPart";
import { FakeSocket } from "./sockets";

export const held = {
  id: "erin",
  consultation: { id: "c", state: "open", kind: "counselling", scheduled_at: "2026-11-23T10:00Z" },
  analysis_offered: true,
  consent: "granted",
  paused_by_client: false,
  paused_by_counsellor: false,
  pauses: [],
  consent_text: { version: "1", language: "en", text: "…", text_hash: "h", purposes: [] },
};

/** Erin's part as the server holds it; tests change it as another browser or Alice would. */
export const server = { ...held };

export function answer(): Participation {
  return { ...server } as unknown as Participation;
}

/** Let the API, which the test's file mocks, answer from `server`, and time stand still. */
export function serveErinsPart(): void {
  Object.assign(server, held);
  localStorage.clear();
  sessionStorage.clear();
  vi.clearAllMocks();
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  FakeSocket.made = [];
  vi.mocked(api.readParticipation).mockImplementation(() => Promise.resolve(answer()));
  vi.mocked(api.decide).mockImplementation((_, decision) => {
    server.consent = decision;
    return Promise.resolve(answer());
  });
  vi.mocked(api.pauseOwnAnalysis).mockImplementation((_, paused) => {
    server.paused_by_client = paused;
    return Promise.resolve(answer());
  });
  vi.mocked(api.cameraTicket).mockResolvedValue({ ticket: "1", path: "/ws", expires_in: 60 });
}

/** Erin's page after she allowed the analysis on it. */
export async function agreed(): Promise<OwnPart> {
  const part = new OwnPart("erin");
  await part.look();
  await part.decide("granted");
  return part;
}
