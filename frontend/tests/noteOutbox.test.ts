import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import { Refusal } from "../src/api/refusal";
import { NoteDraft } from "../src/room/noteDraft";
import type { Marker } from "../src/wire";

vi.mock("../src/api/consultations");

const offline = new Refusal(0, "unreachable", "");
const stored: Marker[] = [];
let draft: NoteDraft;

beforeEach(() => {
  vi.useFakeTimers();
  stored.length = 0;
  vi.mocked(api.dropMarker).mockImplementation((_, { key, at, text }) =>
    Promise.resolve({ type: "marker", id: `of ${key}`, at, text }),
  );
  vi.mocked(api.rewordMarker).mockImplementation((_, id, text) =>
    Promise.resolve({ type: "marker", id, at: 0, text }),
  );
  draft = openedPage();
});
afterEach(() => {
  draft.close();
  sessionStorage.clear();
  vi.resetAllMocks();
  vi.useRealTimers();
});

function openedPage(): NoteDraft {
  return new NoteDraft("c", (marker) => stored.push(marker));
}
const keys = () => new Set(vi.mocked(api.dropMarker).mock.calls.map(([, { key }]) => key));
const soon = () => vi.advanceTimersByTimeAsync(0);

describe("a note that was sent", () => {
  it("leaves the field to the words typed while it is on its way", async () => {
    draft.type("tears");
    draft.keep();
    draft.type("laughs");
    await soon();
    expect(stored.map(({ text }) => text)).toEqual(["tears"]);
    expect(draft.text.value).toBe("laughs");
  });

  it("is one, however often Enter was pressed", async () => {
    draft.type("tears");
    draft.keep();
    draft.keep();
    await soon();
    expect(api.dropMarker).toHaveBeenCalledOnce();
  });

  it("is sent again by itself, with the same key", async () => {
    vi.mocked(api.dropMarker).mockRejectedValueOnce(offline);
    draft.type("tears");
    draft.keep();
    await soon();
    expect(draft.outbox.failing.value).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(api.dropMarker).toHaveBeenCalledTimes(2);
    expect(keys().size).toBe(1);
    expect([draft.outbox.failing.value, draft.outbox.unsent.value]).toEqual([false, []]);
  });

  it("gets its words, although its moment is still on its way", async () => {
    draft.mark();
    draft.type("tears");
    draft.keep();
    await soon();
    expect(stored.at(-1)?.text).toBe("tears");
    expect(keys().size).toBe(1);
  });

  it("keeps its words where the moment was taken away meanwhile", async () => {
    draft.mark();
    await soon();
    vi.mocked(api.rewordMarker).mockRejectedValue(new Refusal(404, "not_found", ""));
    draft.type("tears");
    draft.keep();
    await soon();
    await draft.outbox.send();
    expect(stored.at(-1)?.text).toBe("tears");
  });

  it("does not hold up the next where the server will not have it", async () => {
    vi.mocked(api.dropMarker).mockRejectedValueOnce(new Refusal(400, "", ""));
    draft.mark();
    draft.mark();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stored).toHaveLength(1);
    expect(draft.outbox.unsent.value).toHaveLength(1);
    expect(api.dropMarker).toHaveBeenCalledTimes(2);
  });

  it("is not said to be tried again where nothing tries it again", async () => {
    vi.mocked(api.dropMarker).mockRejectedValueOnce(offline);
    draft.mark();
    await soon();
    expect(draft.outbox.refused.value).toBe(false);
    vi.mocked(api.dropMarker).mockRejectedValueOnce(new Refusal(400, "", ""));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.dropMarker).toHaveBeenCalledTimes(2);
    expect(draft.outbox.refused.value).toBe(true);
  });
});

describe("a reload", () => {
  it("gives back the words that were being written, with their moment", () => {
    draft.type("half a thou");
    const at = draft.at.value;
    draft.close();
    vi.advanceTimersByTime(5000);
    draft = openedPage();
    expect([draft.text.value, draft.at.value]).toEqual(["half a thou", at]);
  });

  it("sends what was not stored, with the same key", async () => {
    vi.mocked(api.dropMarker).mockRejectedValueOnce(offline);
    draft.type("tears");
    draft.keep();
    await soon();
    draft.close();
    draft = openedPage();
    await draft.outbox.send();
    expect(stored.map(({ text }) => text)).toEqual(["tears"]);
    expect(keys().size).toBe(1);
    expect(sessionStorage.length).toBe(0);
  });
});
