import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import type { RoomParticipant } from "../src/api/types";
import { FullNotice } from "../src/room/FullNotice";
import { NowCard } from "../src/room/NowCard";
import { Room } from "../src/room/room";
import { RoomBar } from "../src/room/RoomBar";
import type { Summary } from "../src/wire";
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

describe("what the bar says, while the stage covers it", () => {
  const shown = (consent: string) => {
    const room = new Room("c");
    room.store.participants.value = [{ id: "erin", role: "client", consent } as RoomParticipant];
    const state = { dot: "on", words: "Analysing", detail: "", analysing: true } as const;
    page = new TestPage(<FullNotice room={room} state={state} />);
    return room;
  };

  it("stands on the stage with the way to pause it", () => {
    shown("granted");
    expect(page.text).toContain("Analysing");
    expect(page.button("Pause analysis").disabled).toBe(false);
  });

  it("has no button that could not do anything", () => {
    shown("refused");
    expect(page.text).not.toContain("Pause");
  });
});

describe("the numbers of this moment", () => {
  const summary = { participant: "erin", label: null, probabilities: null, coverage: 0 };
  const show = (readings: number) => {
    const { store } = new Room("c");
    store.participants.value = [{ id: "erin", role: "client" } as RoomParticipant];
    store.summaries.value = { erin: { ...summary, readings } as unknown as Summary };
    page = new TestPage(<NowCard store={store} current={false} />);
  };

  it("are called old once there were any", () => {
    show(30);
    expect(page.text).toContain("the last known state, not the present one");
  });

  it("are neither old nor doubtful before the first reading", () => {
    show(0);
    expect(page.text).toContain("No reading yet");
    expect(page.text).not.toContain("the last known state");
    expect(page.text).not.toContain("Only 0 readings");
  });
});
