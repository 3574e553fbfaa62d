import { describe, expect, it } from "vitest";

import { together } from "../src/accounts/looks";
import { ownAuditWords } from "../src/accounts/words";
import type { AuditEntry } from "../src/api/types";

const look = (id: number, at: string, more: Partial<AuditEntry> = {}) =>
  ({ id, at, act: "review_viewed", actor: "Carol", subject: "", ...more }) as AuditEntry;

describe("who looked", () => {
  it("is one line for what was done again and again on one day", () => {
    const entries = [
      look(4, "2026-11-24T10:30:00Z"),
      look(3, "2026-11-24T10:10:00Z"),
      look(2, "2026-11-24T10:05:00Z", { subject: "Bob" }),
      look(1, "2026-11-23T10:00:00Z", { subject: "Bob" }),
    ];
    expect(together(entries).map(({ entry, times, since }) => [entry.id, times, since])).toEqual([
      [4, 2, "2026-11-24T10:10:00Z"],
      [2, 1, "2026-11-24T10:05:00Z"],
      [1, 1, "2026-11-23T10:00:00Z"],
    ]);
  });

  it("says whether it was at one's own work", () => {
    expect(ownAuditWords(look(1, ""))).toBe("Looked at the review of the whole practice");
    expect(ownAuditWords(look(1, "", { subject: "Bob" }))).toBe(
      "Looked at the review of your consultations",
    );
  });
});
