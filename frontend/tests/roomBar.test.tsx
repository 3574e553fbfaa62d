import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import type { RoomParticipant } from "../src/api/types";
import { Room } from "../src/room/room";
import { RoomBar } from "../src/room/RoomBar";
import { TestPage } from "./page";

let page: TestPage;
afterEach(() => page.close());

describe("the bar of the room", () => {
  it("shows the numbers, and reads only the state aloud", () => {
    const words = "Analysing the client's camera";
    const state = { dot: "on", words, detail: "1.9 per second", analysing: true } as const;
    page = new TestPage(<RoomBar room={new Room("c")} state={state} />);
    expect(page.text).toContain("1.9 per second");
    expect(page.announced).toBe(words);
  });

  it("says in a sentence that the service takes fewer pictures, while it does", () => {
    const room = new Room("c");
    room.store.participants.value = [{ id: "erin", role: "client" } as RoomParticipant];
    const state = { dot: "on", words: "w", detail: "", analysing: true } as const;
    page = new TestPage(<RoomBar room={room} state={state} />);
    const rate = { type: "rate", participant: "erin", usual: 2 } as const;
    void act(() => void room.store.take({ ...rate, rate: 0.8 }));
    expect(page.text).toContain("0.8 instead of 2.0 pictures a second");
    void act(() => void room.store.take({ ...rate, rate: 2 }));
    expect(page.text).not.toContain("busy");
  });
});
