import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Refusal } from "../src/api/refusal";
import { Chat } from "../src/rtc/chat";
import { ChatCard } from "../src/rtc/ChatCard";
import { TestPage } from "./page";

let page: TestPage;
let chat: Chat;
const read = vi.fn(() => Promise.resolve({ results: [], more: false }));
const write = vi.fn((key: string, text: string) =>
  Promise.resolve({ id: 1, key, role: "client" as const, at: 0, text }),
);
const field = () => page.place.querySelector("textarea") as HTMLTextAreaElement;

async function send(text: string): Promise<void> {
  await act(() => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.press("Send");
}

beforeEach(() => {
  vi.clearAllMocks();
  chat = new Chat({ own: "client", place: "seen", read, write });
  page = new TestPage(<ChatCard chat={chat} name="Alice" />);
});
afterEach(() => page.close());

describe("the chat's field", () => {
  it("keeps all of a long text and says how long it is", async () => {
    const long = "a".repeat(10_000);
    await send(long);
    expect(write).not.toHaveBeenCalled();
    expect(field().value).toBe(long);
    expect(page.text).toMatch(/holds 2.000 characters, this one has 10.000/);
  });

  it("counts characters as the server does: an emoji is one", async () => {
    await send("😀".repeat(2000));
    expect(write).toHaveBeenCalledOnce();
    expect(field().value).toBe("");
  });

  it("shows markup as the characters that were written", async () => {
    await send("<img src=x onerror=alert(1)>");
    expect(page.place.querySelector("img")).toBeNull();
    expect(page.text).toContain("<img src=x onerror=alert(1)>");
  });

  it("gives back what was being written when the chat is opened again", () => {
    field().value = "half a sent";
    field().dispatchEvent(new Event("input", { bubbles: true }));
    page.close();
    page = new TestPage(<ChatCard chat={chat} name="Alice" />);
    expect(field().value).toBe("half a sent");
  });

  it.each([
    [409, "the consultation is not open"],
    [429, "wait a moment"],
    [0, "Check your connection"],
  ])("says why a message was not sent (%i), and keeps its words", async (status, words) => {
    write.mockRejectedValueOnce(new Refusal(status, "", ""));
    await send("hello");
    await vi.waitFor(() => expect(page.text).toContain(words));
    expect(field().value).toBe("hello");
  });
});
