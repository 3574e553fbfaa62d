import { describe, expect, it } from "vitest";

import { Refusal } from "../src/api/refusal";
import { backoff } from "../src/socket/backoff";
import { refusedTicket } from "../src/socket/tickets";

describe("a refused ticket", () => {
  it.each([
    [409, "no_consent", 4409],
    [409, "consultation_over", 4410],
    [409, "policy", 4403],
    [401, "not_authenticated", 4401],
    [403, "permission_denied", 4403],
  ])("%i %s is an end by %i, with its reason", (status, reason, code) => {
    expect(refusedTicket(new Refusal(status, reason, ""))).toEqual({ code, reason });
  });

  it.each([
    [409, "not_open", "not_open"],
    [503, "", "lost"],
    [0, "unreachable", "lost"],
  ])("%i %s is waited out as %s", (status, code, meaning) => {
    expect(refusedTicket(new Refusal(status, code, ""))).toBe(meaning);
  });
});

describe("the back-off", () => {
  it("doubles to ten seconds, with a jitter of half", () => {
    expect(backoff(0, () => 1)).toBe(500);
    expect(backoff(3, () => 1)).toBe(4000);
    expect(backoff(3, () => 0)).toBe(2000);
    expect(backoff(50, () => 1)).toBe(10_000);
  });
});
