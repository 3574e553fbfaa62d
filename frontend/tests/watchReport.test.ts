import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import * as api from "../src/api/consultations";
import { Refusal } from "../src/api/refusal";
import * as reports from "../src/api/reports";
import type { Consultation, ReportAnswer } from "../src/api/types";
import { ReportWatch } from "../src/report/watchReport";
import { FakeSocket } from "./sockets";

vi.mock("../src/api/consultations");
vi.mock("../src/api/reports");

const CALL = { type: "call", state: "ended", at: 0 };
let stored: ReportAnswer;
let watch: ReportWatch;

function building(attempt: number): ReportAnswer {
  return { state: "building", attempt, built_at: null, data: null };
}

/** Let everything that was asked for be answered, and so much time pass. */
async function pass(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  stored = building(1);
  vi.mocked(api.readConsultation).mockResolvedValue({ state: "ended" } as Consultation);
  vi.mocked(api.dashboardTicket).mockResolvedValue({
    ticket: "t",
    path: "/ws/dashboard/",
  } as never);
  vi.mocked(reports.readReport).mockReset();
  vi.mocked(reports.readReport).mockImplementation(() => Promise.resolve(stored));
  watch = new ReportWatch("one");
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a report that is being built", () => {
  it("is shown as soon as the socket tells that it is ready, and nobody listens any more", async () => {
    watch.start();
    await pass();
    FakeSocket.last().says(CALL);
    await pass();
    stored = { ...building(1), state: "ready" };
    FakeSocket.last().says({ type: "report", state: "ready", attempt: 1 });
    await pass();
    expect(watch.report.value?.state).toBe("ready");
    expect(FakeSocket.last().readyState).toBe(3);
    const asked = vi.mocked(reports.readReport).mock.calls.length;
    await pass(60_000);
    expect(reports.readReport).toHaveBeenCalledTimes(asked);
  });

  it("is not taken away again by an answer that was long on its way", async () => {
    let late: (answer: ReportAnswer) => void = () => undefined;
    watch.start();
    await pass();
    vi.mocked(reports.readReport).mockImplementationOnce(
      () => new Promise((answer) => (late = answer)),
    );
    // Opening asks once more, and that answer is slow.
    FakeSocket.last().says(CALL);
    await pass();
    stored = { ...building(1), state: "ready" };
    FakeSocket.last().says({ type: "report", state: "ready", attempt: 1 });
    await pass();
    late(building(1));
    await pass();
    expect(watch.report.value?.state).toBe("ready");
  });

  it("says which attempt it is without being asked", async () => {
    watch.start();
    await pass();
    FakeSocket.last().says(CALL);
    await pass();
    const asked = vi.mocked(reports.readReport).mock.calls.length;
    FakeSocket.last().says({ type: "report", state: "building", attempt: 2 });
    expect(watch.report.value).toEqual(building(2));
    expect(reports.readReport).toHaveBeenCalledTimes(asked);
  });

  it("is asked for seldom while the socket is open: a hint may be lost", async () => {
    watch.start();
    await pass();
    FakeSocket.last().says(CALL);
    await pass();
    const asked = vi.mocked(reports.readReport).mock.calls.length;
    await pass(19_000);
    expect(reports.readReport).toHaveBeenCalledTimes(asked);
    stored = { ...building(1), state: "ready" };
    await pass(1000);
    expect(watch.report.value?.state).toBe("ready");
  });

  it("is asked for where no socket is to be had, and no ticket is asked for twice", async () => {
    vi.mocked(api.dashboardTicket).mockReset();
    vi.mocked(api.dashboardTicket).mockRejectedValue(new Refusal(404, "not_found", ""));
    watch.start();
    await pass(2999);
    expect(reports.readReport).toHaveBeenCalledTimes(1);
    stored = { ...building(1), state: "ready" };
    await pass(1);
    expect(watch.report.value?.state).toBe("ready");
    expect(api.dashboardTicket).toHaveBeenCalledTimes(1);
  });
});

it("a report that failed is shown when somebody else has it built", async () => {
  stored = { ...building(1), state: "failed" };
  watch.start();
  await pass();
  FakeSocket.last().says(CALL);
  await pass();
  FakeSocket.last().says({ type: "report", state: "building", attempt: 2 });
  expect(watch.report.value?.state).toBe("building");
});

describe("a report that could not be built", () => {
  beforeEach(async () => {
    stored = { ...building(1), state: "failed" };
    watch.start();
    await pass();
  });

  it("says where building it anew could not be asked for", async () => {
    vi.mocked(reports.rebuildReport).mockRejectedValue(new Refusal(0, "unreachable", ""));
    await watch.rebuild();
    expect(watch.notRebuilt.value).toBe(true);
    vi.mocked(reports.rebuildReport).mockResolvedValue();
    await watch.rebuild();
    expect(watch.notRebuilt.value).toBe(false);
  });

  it("is being built whatever an older question is answered", async () => {
    let late: (answer: ReportAnswer) => void = () => undefined;
    vi.mocked(reports.readReport).mockImplementationOnce(
      () => new Promise((answer) => (late = answer)),
    );
    void watch.ask();
    vi.mocked(reports.rebuildReport).mockResolvedValue();
    await watch.rebuild();
    late({ ...building(1), state: "failed" });
    await pass();
    expect(watch.report.value?.state).toBe("building");
  });
});
