import { afterEach, describe, expect, it } from "vitest";

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
});
