import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as api from "../src/api/participation";
import { OwnPart } from "../src/call/ownPart";
import { situationOf } from "../src/call/Situation";
import { agreed, answer, serveErinsPart, server } from "./erinsPart";
import { FakeSocket } from "./sockets";

vi.mock("../src/api/participation");
beforeEach(serveErinsPart);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a pause stops the sending with the press, and says so, where no server hears it", async () => {
  const part = await agreed();
  part.socket.line.start();
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.last().says({ type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 });
  expect(part.socket.maySend(0)).toBe(true);
  vi.mocked(api.pauseOwnAnalysis).mockReturnValue(new Promise(() => undefined));
  void part.pause(true);
  expect(part.socket.maySend(0)).toBe(false);
  const { title, words } = situationOf(part);
  expect(title).toBe("You paused the analysis");
  expect(words).toBe("Nothing is sent for analysis.");
  part.socket.line.stop();
});

it("a pause that no server heard holds over a reload, until one has", async () => {
  const pause = vi.mocked(api.pauseOwnAnalysis);
  const part = await agreed();
  pause.mockRejectedValue(new TypeError("offline"));
  await part.pause(true);
  part.leave();

  const reloaded = new OwnPart("erin");
  reloaded.socket.line.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(reloaded.socket.maySend(0)).toBe(false);
  expect(situationOf(reloaded).title).toBe("You paused the analysis");
  pause.mockImplementation((_, paused) => {
    server.paused_by_client = paused;
    return Promise.resolve(answer());
  });
  await reloaded.look();
  expect(server.paused_by_client).toBe(true);
  reloaded.leave();

  server.paused_by_client = false;
  const later = new OwnPart("erin");
  expect(later.socket.pausedBy.value).toEqual([]);
});
