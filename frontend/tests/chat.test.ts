import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Message } from "../src/api/types";
import { Chat } from "../src/rtc/chat";
import { levelOf } from "../src/rtc/level";

/** What the server holds. */
let held: Message[];
let chat: Chat;
const write = vi.fn((key: string, text: string) =>
  Promise.resolve(message("counsellor", text, key)),
);
const read = vi.fn((after: number) => {
  const results = held.filter(({ id }) => id > after).slice(0, 2);
  return Promise.resolve({
    results,
    more: held.some(({ id }) => id > (results.at(-1)?.id ?? after)),
  });
});

function message(role: "client" | "counsellor", text: string, key = "k"): Message {
  const made = { id: (held.at(-1)?.id ?? 0) + 1, key, role, at: 0, text };
  held.push(made);
  return made;
}
const newChat = () => new Chat({ own: "counsellor", place: "seen", read, write });
const texts = () => chat.messages.value.map(({ text }) => text);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  held = [];
  vi.clearAllMocks();
  sessionStorage.clear();
  chat = newChat();
});

describe("the chat", () => {
  it("reads all pages in order, and later only what is new", async () => {
    for (const text of ["a", "b", "c"]) message("client", text);
    chat.hear(0);
    await settled();
    expect(texts()).toEqual(["a", "b", "c"]);
    message("client", "d");
    chat.hear(4);
    await settled();
    expect(texts()).toEqual(["a", "b", "c", "d"]);
    expect(read).toHaveBeenLastCalledWith(3);
  });

  it("lets go of what was erased", async () => {
    message("client", "a");
    message("counsellor", "b");
    chat.hear(0);
    await settled();
    held = held.slice(1);
    chat.hear(0);
    await settled();
    expect(texts()).toEqual(["b"]);
  });

  it("keeps the key of a message that waits while another one arrives", async () => {
    let arrived: () => void = () => undefined;
    write.mockImplementationOnce(async (key, text) => {
      await new Promise<void>((done) => (arrived = done));
      return message("counsellor", text, key);
    });
    const first = chat.say("one");
    write.mockImplementationOnce(async () => {
      await first;
      throw new Error("its answer was lost");
    });
    const second = chat.say("two");
    arrived();
    await expect(second).rejects.toThrow();
    await chat.say("two");
    const [, lost, again] = write.mock.calls.map(([key]) => key);
    expect(again).toBe(lost);
  });

  it("shows an own message once, however it comes back", async () => {
    await chat.say("hello");
    chat.hear(1);
    await settled();
    expect(texts()).toEqual(["hello"]);
  });

  it("sends again under the same key, and another text under another", async () => {
    write.mockRejectedValueOnce(new Error("offline"));
    await expect(chat.say("hello")).rejects.toThrow();
    await chat.say("hello");
    await chat.say("hello");
    const keys = write.mock.calls.map(([key]) => key);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[1]);
  });

  it("counts what the other side wrote until it is looked at", async () => {
    message("client", "a");
    message("counsellor", "b");
    message("client", "c");
    chat.hear(0);
    await settled();
    expect(chat.unread.value).toBe(2);
    chat.show(true);
    expect(chat.unread.value).toBe(0);
    message("client", "d");
    chat.hear(4);
    await settled();
    expect(chat.unread.value).toBe(0);
  });

  it("counts as new after a reload only what had not been looked at", async () => {
    message("client", "a");
    chat.show(true);
    chat.hear(0);
    await settled();
    message("client", "b");
    chat = newChat();
    chat.hear(0);
    await settled();
    expect(chat.unread.value).toBe(1);
  });

  it("lets go of what was erased while it was being read", async () => {
    message("client", "a");
    message("client", "b");
    let answer: () => void = () => undefined;
    const page = { results: [...held], more: false };
    read.mockImplementationOnce(() => new Promise((done) => (answer = () => done(page))));
    chat.hear(0);
    held = held.slice(1);
    chat.hear(0);
    answer();
    await settled();
    expect(texts()).toEqual(["b"]);
  });

  it("finds a message whose number was passed before it was kept", async () => {
    const late = message("client", "late");
    message("counsellor", "b");
    held = held.slice(1);
    chat.hear(2);
    await settled();
    expect(texts()).toEqual(["b"]);
    held = [late, ...held];
    chat.hear(1);
    await settled();
    expect(texts()).toEqual(["late", "b"]);
  });

  it("reads again from the start after a read that failed, where it had to", async () => {
    message("client", "a");
    message("client", "b");
    chat.hear(0);
    await settled();
    held = held.slice(1);
    read.mockRejectedValueOnce(new Error("offline"));
    chat.hear(0);
    await settled();
    chat.hear(-1);
    await settled();
    expect(texts()).toEqual(["b"]);
  });

  it("reads again after a read that failed", async () => {
    message("client", "a");
    read.mockRejectedValueOnce(new Error("offline"));
    chat.hear(0);
    await settled();
    expect(texts()).toEqual([]);
    chat.hear(-1);
    await settled();
    expect(texts()).toEqual(["a"]);
  });
});

describe("the level of a microphone", () => {
  it.each([
    [0, 0],
    [0.001, 0],
    [0.0316, 0.5],
    [1, 1],
  ])("of %f is %f", (amplitude, level) => {
    expect(levelOf(new Float32Array(64).fill(amplitude))).toBeCloseTo(level, 2);
  });
});
