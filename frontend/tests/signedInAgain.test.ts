import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Consultation } from "../src/api/types";
import { Room } from "../src/room/room";

const wish = { camera: false, muted: true };

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
  afterEach(() => {
    sessionStorage.clear();
    vi.clearAllMocks();
  });

  it("goes on with the live view, and with the call as it was", () => {
    sessionStorage.setItem("consult.call.7", JSON.stringify(wish));
    room.signedInAgain();
    expect(lineAgain).toHaveBeenCalledOnce();
    expect(joined).toHaveBeenCalledWith(wish);
  });

  it("joins no call that it was not in", () => {
    room.signedInAgain();
    expect(joined).not.toHaveBeenCalled();
  });

  it("stays closed when the consultation is over", () => {
    room.store.consultation.value = { state: "ended" } as Consultation;
    room.signedInAgain();
    expect(lineAgain).not.toHaveBeenCalled();
  });
});
