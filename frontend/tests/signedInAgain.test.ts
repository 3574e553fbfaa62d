import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Consultation } from "../src/api/types";
import { Room } from "../src/room/room";

const wish = { camera: false, muted: true };

describe("a room whose counsellor signs in again", () => {
  let room: Room;
  beforeEach(() => {
    room = new Room("7");
    vi.spyOn(room.socket.line, "again").mockReturnValue();
    vi.spyOn(room.session, "join").mockReturnValue();
    room.state.value = "ready";
    room.store.consultation.value = { state: "open" } as Consultation;
  });
  afterEach(() => sessionStorage.clear());

  it("goes on with the live view, and with the call as it was", () => {
    sessionStorage.setItem("consult.call.7", JSON.stringify(wish));
    room.signedInAgain();
    expect(room.socket.line.again).toHaveBeenCalledOnce();
    expect(room.session.join).toHaveBeenCalledWith(wish);
  });

  it("joins no call that it was not in", () => {
    room.signedInAgain();
    expect(room.session.join).not.toHaveBeenCalled();
  });

  it("stays closed when the consultation is over", () => {
    room.store.consultation.value = { state: "ended" } as Consultation;
    room.signedInAgain();
    expect(room.socket.line.again).not.toHaveBeenCalled();
  });
});
