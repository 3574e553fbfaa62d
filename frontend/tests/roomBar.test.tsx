import { act } from "preact/test-utils";
import { afterEach, describe, expect, it } from "vitest";

import type { RoomParticipant } from "../src/api/types";
import { FullNotice } from "../src/room/FullNotice";
import { NowCard } from "../src/room/NowCard";
import { Room } from "../src/room/room";
import { RoomBar } from "../src/room/RoomBar";
import type { Summary } from "../src/wire";
import { TestPage } from "./page";
import { reading } from "./readings";

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

  it("says how long the call runs to who hears it, too, and not only that it tells so", () => {
    const state = { dot: "on", words: "w", detail: "", analysing: true } as const;
    page = new TestPage(<RoomBar room={new Room("c")} state={state} />);
    expect(page.text).toContain("Running time: 0:00");
    expect(page.place.querySelector("time")?.ariaLabel).toBeNull();
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
    const erin = { id: "erin", role: "client", consent, analysis_offered: true };
    room.store.participants.value = [erin as RoomParticipant];
    const state = { dot: "on", words: "Analysing", detail: "", analysing: true } as const;
    page = new TestPage(<FullNotice room={room} state={state} />);
    return room;
  };
  const camera = (event: "joined" | "left") =>
    ({ type: "participant", participant: "erin", role: "client", event, at: 0 }) as const;

  it("stands on the stage with the way to pause it", () => {
    const { store } = shown("granted");
    expect(page.text).toContain("Analysing");
    void act(() => void store.take(camera("joined")));
    expect(page.button("Pause analysis").disabled).toBe(false);
  });

  it("has nothing to pause before a camera came, and all the same while it is away", () => {
    const { store } = shown("granted");
    expect(page.button("Pause analysis").disabled).toBe(true);
    void act(() => {
      store.takeReadings([reading(1)]);
      store.take(camera("left"));
    });
    expect(page.button("Pause analysis").disabled).toBe(false);
  });

  it("has no button that could not do anything", () => {
    shown("refused");
    expect(page.text).not.toContain("Pause");
  });
});

describe("the numbers of this moment", () => {
  const summary = { participant: "erin", label: null, probabilities: null, coverage: 0 };
  const show = (readings: number, other: Partial<Summary> = {}) => {
    const { store } = new Room("c");
    store.participants.value = [{ id: "erin", role: "client" } as RoomParticipant];
    store.summaries.value = { erin: { ...summary, readings, ...other } as Summary };
    page = new TestPage(<NowCard store={store} current={false} />);
  };

  it("are called old once there were any", () => {
    show(30);
    expect(page.text).toContain("the last known state, not the present one");
  });

  it("are neither old nor doubtful before the first reading", () => {
    show(0, { insufficient: "coverage" });
    expect(page.text).toContain("No reading yet");
    expect(page.text).not.toContain("the last known state");
    expect(page.text).not.toContain("Insufficient data");
  });

  it("name the expression alone while they rest on too little", () => {
    const sure = { label: "neutral", probabilities: [0, 0, 0, 0.2, 0, 0, 0.8] };
    show(30, { ...sure, insufficient: "readings" });
    expect(page.text).toContain("At least 20 independent readings are needed.");
    expect(page.place.querySelector(".now-top")?.textContent).toBe("Neutral");
    page.close();
    show(30, { ...sure, insufficient: null });
    expect(page.place.querySelector(".now-top")?.textContent).toMatch(/^Neutral80/);
  });
});
