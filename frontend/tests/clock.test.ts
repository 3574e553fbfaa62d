import { describe, expect, it } from "vitest";

import { ServerClock } from "../src/clock";

/** A machine whose own clock is wrong by `wrong` ms; the true time begins at a million. */
function machine(wrong: number) {
  let passed = 0;
  const clock = new ServerClock(
    () => 300 + passed,
    () => 1_000_000 + passed + wrong,
  );
  return {
    clock,
    wait: (ms: number) => (passed += ms),
    truth: () => 1_000_000 + passed,
  };
}

describe("the server's clock", () => {
  it.each([-7000, 0, 7000])("is known on a machine that is wrong by %i ms", (wrong) => {
    const { clock, wait, truth } = machine(wrong);
    clock.hear(truth());
    wait(2500);
    expect(clock.now()).toBeCloseTo(truth(), -1);
  });

  it("is the own clock until the server named a moment", () => {
    expect(machine(7000).clock.now()).toBe(1_007_000);
  });

  it("is told best by the message that travelled least", () => {
    const { clock, truth } = machine(0);
    for (const delay of [400, 30, 900]) clock.hear(truth() - delay);
    expect(truth() - clock.now()).toBe(30);
  });

  it("never runs ahead of the server: a moment in its future would be refused", () => {
    const { clock, wait, truth } = machine(1000);
    for (let second = 0; second < 3600; second++) {
      clock.hear(truth() - 20 - ((second * 37) % 300));
      wait(1000);
      expect(clock.now()).toBeLessThanOrEqual(truth());
    }
  });

  it("follows a crystal that runs fast over an hour", () => {
    let passed = 0;
    const clock = new ServerClock(() => passed * (1 + 5e-5));
    for (let second = 0; second < 3600; second++) {
      passed += 1000;
      clock.hear(passed - 30);
    }
    expect(Math.abs(passed - clock.now())).toBeLessThan(40);
  });

  it("is right again with the first message after the machine slept", () => {
    const { clock, truth } = machine(0);
    clock.hear(truth());
    const slept = 3_600_000;
    clock.hear(truth() + slept);
    expect(clock.now()).toBe(truth() + slept);
  });
});
