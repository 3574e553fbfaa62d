import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as api from "../src/api/participation";
import { situationOf } from "../src/call/Situation";
import { agreed, serveErinsPart } from "./erinsPart";
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
  expect(words).toBe("Nothing is sent from your camera.");
  part.socket.line.stop();
});
