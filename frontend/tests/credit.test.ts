import { describe, expect, it } from "vitest";

import { Credit, Pace } from "../src/camera/credit";

describe("the credit of a camera", () => {
  it("lets two frames go unanswered and no third", () => {
    const credit = new Credit(2);
    expect(credit.free(0)).toBe(true);
    credit.spend(1, 0);
    expect(credit.free(10)).toBe(true);
    credit.spend(2, 10);
    expect(credit.free(20)).toBe(false);
  });

  it("comes back with the answer, in any order", () => {
    const credit = new Credit(2);
    credit.spend(1, 0);
    credit.spend(2, 0);
    expect(credit.giveBack(2, 120)).toBe(120);
    expect(credit.free(120)).toBe(true);
  });

  it("comes back after three seconds without an answer", () => {
    const credit = new Credit(2);
    credit.spend(1, 0);
    credit.spend(2, 1000);
    expect(credit.free(2999)).toBe(false);
    expect(credit.free(3000)).toBe(true);
  });

  it("is not given back twice by a late answer", () => {
    const credit = new Credit(1);
    credit.spend(1, 0);
    expect(credit.free(3000)).toBe(true);
    credit.spend(2, 3000);
    expect(credit.giveBack(1, 3100)).toBeNull();
    expect(credit.free(3100)).toBe(false);
  });

  it("lets nothing pile up where answers come later and later", () => {
    const credit = new Credit(2);
    const onTheWay: number[] = [];
    let longest = 0;
    // The network carries a frame in two seconds, and the camera would send two in one.
    for (let now = 0; now < 600_000; now += 500) {
      if (credit.free(now)) {
        credit.spend(now, now);
        onTheWay.push(now);
      }
      longest = Math.max(longest, onTheWay.length);
      if (now % 2000 === 0) credit.giveBack(onTheWay.shift() ?? -1, now);
    }
    expect(longest).toBeLessThanOrEqual(4);
  });

  it("comes back for good where four answers were lost", () => {
    const credit = new Credit(2);
    for (const [seq, at] of [0, 500, 3000, 3500].entries()) credit.spend(seq, at);
    expect(credit.free(7000)).toBe(false);
    expect(credit.free(15_000)).toBe(true);
  });

  it("is whole again on a new connection", () => {
    const credit = new Credit(1);
    credit.spend(1, 0);
    credit.reset();
    expect(credit.free(1)).toBe(true);
  });
});

describe("the pace of a camera", () => {
  it("keeps frames one interval apart", () => {
    const pace = new Pace(2);
    expect(pace.wait(100)).toBe(0);
    pace.took(100);
    expect(pace.wait(300)).toBe(300);
    expect(pace.wait(600)).toBe(0);
  });

  it("never sends faster to make up for a late frame", () => {
    const pace = new Pace(2);
    pace.took(0);
    pace.took(1400);
    expect(pace.wait(1400)).toBe(500);
  });

  it("follows a new rate from the next frame on", () => {
    const pace = new Pace(2);
    pace.took(0);
    pace.setRate(5);
    expect(pace.wait(0)).toBe(200);
  });

  it("sends at most the allowed number in any stretch, whatever the timers do", () => {
    const pace = new Pace(5);
    const sent: number[] = [];
    for (let now = 0; now < 10_000; now += 7 + ((now * 31) % 90)) {
      if (pace.wait(now) > 0) continue;
      pace.took(now);
      sent.push(now);
    }
    const closest = Math.min(...sent.slice(1).map((at, index) => at - (sent[index] ?? 0)));
    expect(closest).toBeGreaterThanOrEqual(200);
  });
});
