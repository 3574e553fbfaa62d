import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/participation";
import { Refusal } from "../src/api/refusal";
import { FakeSocket } from "./sockets";

import { agreed, serveErinsPart, server } from "./erinsPart";

vi.mock("../src/api/participation");

beforeEach(serveErinsPart);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a practice that does not analyse cameras", () => {
  it("is told where the ticket is refused, with nothing tried again", async () => {
    const part = await agreed();
    vi.mocked(api.cameraTicket).mockRejectedValue(new Refusal(409, "policy", ""));
    part.socket.line.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.cameraTicket).toHaveBeenCalledTimes(1);
    expect(part.socket.line.state.value).toMatchObject({
      name: "ended",
      closing: { words: "This practice does not analyse cameras", then: "never" },
    });
  });

  it("is told where the analysis is switched off during the call", async () => {
    const part = await agreed();
    part.socket.line.start();
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says({ type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 });
    FakeSocket.last().closes(4403, "policy");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.cameraTicket).toHaveBeenCalledTimes(1);
    expect(part.socket.line.state.value).toMatchObject({
      closing: { words: "This practice does not analyse cameras" },
    });
    server.analysis_offered = false;
    await part.look();
    expect(part.analysing.value).toBe(false);
    // Beside another call tool the camera was there for the analysis alone.
    expect(part.cameraMustBeOff.value).toBe(true);
  });

  it("goes on where it is switched on again, for who had said yes", async () => {
    const part = await agreed();
    server.analysis_offered = false;
    await part.look();
    expect(part.allowedHere.value).toBe(false);
    server.analysis_offered = true;
    await part.look();
    expect(part.analysing.value).toBe(true);
  });
});
