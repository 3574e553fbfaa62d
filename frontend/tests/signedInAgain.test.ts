import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Consultation } from "../src/api/types";
import { Room } from "../src/room/room";

describe("a room whose counsellor signs in again", () => {
  let room: Room;
  const lineAgain = vi.fn();
  const joined = vi.fn();
  beforeEach(() => {
    room = new Room("7");
    vi.spyOn(room.socket.line, "again").mockImplementation(lineAgain);
    vi.spyOn(room.session, "join").mockImplementation(joined);
    room.state.value = "ready";
    room.store.consultation.value = { state: "open" } as Consultation;
  });
  afterEach(() => vi.clearAllMocks());

  it("goes on with the live view, and with the call as it was", () => {
    room.session.wish.value = { camera: false, muted: true, stand: "in" };
    room.signedInAgain();
    expect(lineAgain).toHaveBeenCalledOnce();
    // As it was wished last.
    expect(joined).toHaveBeenCalledOnce();
    expect(room.session.wish.value.muted).toBe(true);
  });

  it.each(["before", "left"] as const)("joins no call that it was not in: %s", (stand) => {
    room.session.wish.value = { camera: true, muted: false, stand };
    room.signedInAgain();
    expect(joined).not.toHaveBeenCalled();
  });

  it("stays closed when the consultation is over", () => {
    room.store.consultation.value = { state: "ended" } as Consultation;
    room.signedInAgain();
    expect(lineAgain).not.toHaveBeenCalled();
  });
});
