import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import type { Consultation } from "../src/api/types";
import { Room } from "../src/room/room";

vi.mock("../src/api/consultations");

const open = { state: "open" } as Consultation;

describe("a room", () => {
  let room: Room;
  const start = vi.fn();
  beforeEach(() => {
    room = new Room("7");
    vi.spyOn(room.socket, "start").mockImplementation(start);
  });
  afterEach(() => vi.clearAllMocks());

  it("listens once it is known to be open", async () => {
    vi.mocked(api.readConsultation).mockResolvedValue(open);
    await room.load();
    expect(start).toHaveBeenCalledOnce();
  });

  it.each(["open", "ended"] as const)("that slept until it was %s listens then", async (state) => {
    vi.mocked(api.readConsultation).mockResolvedValue({ state } as Consultation);
    await room.look();
    expect(start).toHaveBeenCalledOnce();
  });

  it("is opened once, however often the button is pressed meanwhile", async () => {
    vi.mocked(api.changeConsultation).mockResolvedValue(open);
    await Promise.all([room.open(), room.open()]);
    expect(api.changeConsultation).toHaveBeenCalledOnce();
    expect(room.problem.value).toBe(false);
  });

  it.each(["load", "open"] as const)(
    "that was left opens no line after a late %s",
    async (step) => {
      vi.mocked(api.readConsultation).mockResolvedValue(open);
      vi.mocked(api.changeConsultation).mockResolvedValue(open);
      const answer = room[step]();
      room.leave();
      await answer;
      expect(room.store.consultation.value).toEqual(open);
      expect(start).not.toHaveBeenCalled();
    },
  );
});
