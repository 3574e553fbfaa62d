import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/participation";
import { Refusal } from "../src/api/refusal";
import type { Participation } from "../src/api/types";
import { OwnPart } from "../src/call/ownPart";
import { FakeSocket } from "./sockets";

import { agreed, answer, held, serveErinsPart, server } from "./erinsPart";

vi.mock("../src/api/participation");
beforeEach(serveErinsPart);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a link that was replaced", () => {
  it("ends the page that came by it, and its camera", async () => {
    const part = await agreed();
    expect(part.stage.value).toBe("open");
    const refusal = new Refusal(401, "link_replaced", "");
    vi.mocked(api.readParticipation).mockRejectedValue(refusal);
    await part.look();
    expect(part.stage.value).toBe("replaced");
    expect(part.analysing.value).toBe(false);
    expect(part.cameraMustBeOff.value).toBe(true);
  });

  it("stays out where an answer is lost", async () => {
    const part = await agreed();
    vi.mocked(api.readParticipation).mockRejectedValueOnce(new Refusal(401, "link_replaced", ""));
    await part.look();
    vi.mocked(api.readParticipation).mockRejectedValueOnce(new TypeError("offline"));
    await part.look();
    expect(part.stage.value).toBe("replaced");
  });

  it("asks no more after the end, where somebody joined by the newer one", async () => {
    const part = await agreed();
    vi.mocked(api.readParticipation).mockRejectedValue(new Refusal(401, "link_replaced_over", ""));
    part.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(part.stage.value).toBe("replacedForGood");
    const asked = vi.mocked(api.readParticipation).mock.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(vi.mocked(api.readParticipation).mock.calls.length).toBe(asked);
    expect(part.cameraMustBeOff.value).toBe(true);
    part.leave();
  });

  it("leads to what is held once the consultation is over", async () => {
    const part = await agreed();
    vi.mocked(api.readParticipation).mockRejectedValueOnce(new Refusal(401, "link_replaced", ""));
    part.watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(part.stage.value).toBe("replaced");
    server.consultation = { ...held.consultation, state: "ended" };
    await vi.advanceTimersByTimeAsync(16_000);
    expect(part.stage.value).toBe("over");
    part.leave();
  });
});

describe("a yes to the analysis", () => {
  it("of another browser switches on no camera: this one asks", async () => {
    server.consent = "refused";
    const part = new OwnPart("erin");
    await part.look();
    server.consent = "granted";
    await part.look();
    expect(part.allowedHere.value).toBe(false);
    expect(part.analysing.value).toBe(false);
    await part.decide("granted");
    expect(part.analysing.value).toBe(true);
  });

  it("is remembered by its own browser over a reload", async () => {
    await agreed();
    const again = new OwnPart("erin");
    await again.look();
    expect(again.allowedHere.value).toBe(true);
  });

  it("must be said anew here after it was taken back elsewhere", async () => {
    const part = await agreed();
    server.consent = "withdrawn";
    await part.look();
    server.consent = "granted";
    await part.look();
    expect(part.allowedHere.value).toBe(false);
  });

  it("is asked for soon again where another device has taken the camera over", async () => {
    const part = await agreed();
    part.watch();
    part.socket.line.start();
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().closes(4412, "taken_over");
    server.consent = "withdrawn";
    await vi.advanceTimersByTimeAsync(3000);
    server.consent = "granted";
    await vi.advanceTimersByTimeAsync(3000);
    expect(part.allowedHere.value).toBe(false);
    part.leave();
  });

  it("is never believed from an answer that was on its way before the no", async () => {
    const part = await agreed();
    let arrive: (part: Participation) => void = () => undefined;
    vi.mocked(api.readParticipation).mockReturnValueOnce(
      new Promise((resolve) => (arrive = resolve)),
    );
    const early = answer();
    const look = part.look();
    await part.decide("refused");
    arrive(early);
    await look;
    expect(part.participation.value?.consent).toBe("refused");
  });

  it("that the server did not take is told with its words", async () => {
    const part = new OwnPart("erin");
    await part.look();
    vi.mocked(api.decide).mockRejectedValueOnce(
      new Refusal(403, "refused_elsewhere", "Refused in another browser."),
    );
    await part.decide("granted");
    expect(part.problem.value?.code).toBe("refused_elsewhere");
    expect(part.allowedHere.value).toBe(false);
  });
});

describe("the camera that the check left open", () => {
  it("stays open until it is known that it may not be used", async () => {
    localStorage.setItem("consult.agreed.erin", "yes");
    const part = new OwnPart("erin");
    expect(part.cameraMustBeOff.value).toBe(false);
    await part.look();
    expect(part.cameraMustBeOff.value).toBe(false);
    server.consent = "withdrawn";
    await part.look();
    expect(part.cameraMustBeOff.value).toBe(true);
  });

  it("goes off when the consultation is over", async () => {
    const part = await agreed();
    server.consultation = { ...server.consultation, state: "ended" };
    await part.look();
    expect(part.cameraMustBeOff.value).toBe(true);
  });
});

describe("a pause", () => {
  it("is taken from the server at every look, and let go the same way", async () => {
    const part = await agreed();
    server.paused_by_counsellor = true;
    await part.look();
    expect(part.socket.pausedBy.value).toEqual(["counsellor"]);
    server.paused_by_counsellor = false;
    await part.look();
    expect(part.socket.pausedBy.value).toEqual([]);
  });

  it("of both sides is ended by each for itself", async () => {
    const part = await agreed();
    server.paused_by_counsellor = true;
    await part.pause(true);
    expect(part.socket.pausedBy.value).toEqual(["client", "counsellor"]);
    await part.pause(false);
    expect(part.socket.pausedBy.value).toEqual(["counsellor"]);
  });

  it("holds here while the server cannot be reached, and is said again", async () => {
    const part = await agreed();
    vi.mocked(api.pauseOwnAnalysis).mockRejectedValue(new Refusal(0, "unreachable", ""));
    await part.pause(true);
    await part.look();
    expect(server.paused_by_client).toBe(false);
    expect(part.socket.pausedBy.value).toEqual(["client"]);
    vi.mocked(api.pauseOwnAnalysis).mockImplementation((_, paused) => {
      Object.assign(server, { paused_by_client: paused });
      return Promise.resolve(answer());
    });
    await part.look();
    expect(server.paused_by_client).toBe(true);
    expect(part.socket.pausedBy.value).toEqual(["client"]);
    await part.pause(false);
    expect(part.socket.pausedBy.value).toEqual([]);
  });

  it("is heard from the socket, whoever holds it, and stops the sending", async () => {
    const part = await agreed();
    part.socket.line.start();
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says({ type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(part.socket.maySend(0)).toBe(true);
    Object.assign(server, { paused_by_client: true, paused_by_counsellor: true });
    FakeSocket.last().says({ type: "paused", paused: true, by: ["client", "counsellor"] });
    expect(part.socket.maySend(0)).toBe(false);
    expect(part.socket.pausedBy.value).toEqual(["client", "counsellor"]);
    part.leave();
  });

  it("of the counsellor stands though the client's own was answered after it, but asked before", async () => {
    const part = await agreed();
    part.socket.line.start();
    await vi.advanceTimersByTimeAsync(0);
    FakeSocket.last().says({ type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 });
    let arrive: (part: Participation) => void = () => undefined;
    vi.mocked(api.pauseOwnAnalysis).mockReturnValueOnce(
      new Promise((resolve) => (arrive = resolve)),
    );
    const pausing = part.pause(true);
    Object.assign(server, { paused_by_client: true });
    const early = answer();
    Object.assign(server, { paused_by_counsellor: true });
    FakeSocket.last().says({ type: "paused", paused: true, by: ["client", "counsellor"] });
    await vi.advanceTimersByTimeAsync(0);
    arrive(early);
    await pausing;
    await vi.advanceTimersByTimeAsync(0);
    expect(part.socket.pausedBy.value).toEqual(["client", "counsellor"]);
    part.leave();
  });

  it("that ended while the line was down is gone when the line is back", async () => {
    const part = await agreed();
    server.paused_by_counsellor = true;
    await part.look();
    part.socket.line.start();
    await vi.advanceTimersByTimeAsync(0);
    server.paused_by_counsellor = false;
    FakeSocket.last().says({ type: "policy", rate: 2, width: 320, quality: 0.7, credits: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(part.socket.pausedBy.value).toEqual([]);
    part.leave();
  });
});
