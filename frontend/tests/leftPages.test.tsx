import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as participation from "../src/api/participation";
import * as practice from "../src/api/practice";
import * as review from "../src/api/review";
import { me } from "../src/api/session";
import type { Me, Member } from "../src/api/types";
import { InvitePage } from "../src/invite/InvitePage";
import { counsellors, loadTeam } from "../src/review/team";
import { recountWaiting, waiting } from "../src/review/waiting";
import { settled } from "./devices";
import { TestPage } from "./page";

vi.mock("../src/api/participation");
vi.mock("../src/api/practice");
vi.mock("../src/api/review");

const admin = { id: 1, role: "administrator" } as Me;
beforeEach(() => {
  me.value = admin;
});
afterEach(() => {
  me.value = null;
  vi.resetAllMocks();
});

it("whoever left an invitation is not fetched back by its answer", async () => {
  let answer: (invite: never) => void = () => undefined;
  vi.mocked(participation.readInvite).mockImplementation(
    () => new Promise((resolve) => (answer = resolve)),
  );
  history.pushState(null, "", "/join/t");
  const page = new TestPage(<InvitePage token="t" />);
  history.pushState(null, "", "/model");
  page.close();
  answer({ participation: "p" } as never);
  await act(settled);
  expect(location.pathname).toBe("/model");
});

describe("what was read for who is signed in", () => {
  it("is forgotten when they sign out: the next may be of another practice", async () => {
    vi.mocked(practice.readMembers).mockResolvedValue([{ role: "counsellor" } as Member]);
    vi.mocked(review.readQueueCount).mockResolvedValue({ open: 3, mine: 0 });
    loadTeam();
    recountWaiting();
    await settled();
    expect([counsellors().length, waiting.value]).toEqual([1, 3]);
    me.value = null;
    expect([counsellors().length, waiting.value]).toEqual([0, 0]);
  });

  it("is not shown to the next one where its answer comes late", async () => {
    let answer: (members: Member[]) => void = () => undefined;
    vi.mocked(practice.readMembers).mockImplementation(
      () => new Promise((resolve) => (answer = resolve)),
    );
    loadTeam();
    me.value = null;
    me.value = { ...admin, id: 2 };
    answer([{ role: "counsellor" } as Member]);
    await settled();
    expect(counsellors()).toEqual([]);
  });
});

it("a count of the queue is not undone by an older one", async () => {
  let late: (count: { open: number; mine: number }) => void = () => undefined;
  vi.mocked(review.readQueueCount)
    .mockImplementationOnce(() => new Promise((answer) => (late = answer)))
    .mockResolvedValueOnce({ open: 1, mine: 0 });
  recountWaiting();
  recountWaiting();
  await settled();
  late({ open: 2, mine: 0 });
  await settled();
  expect(waiting.value).toBe(1);
});
